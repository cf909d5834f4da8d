/** What an XML schema says of an element: its children in their order, and its attributes. */
export interface Rule {
  /** `one` element of that name, or `any` number of them; `choice` is at most one of several. */
  readonly children: readonly (
    | { readonly kind: 'one' | 'any'; readonly name: string }
    | { readonly kind: 'choice'; readonly names: readonly string[] }
    /** Any number of several, in any order. */
    | { readonly kind: 'mixture'; readonly names: readonly string[] }
  )[]
  readonly required: Readonly<Record<string, RegExp>>
  readonly optional: Readonly<Record<string, RegExp>>
}

const text = /^[^]*$/
const token = /^[^]+$/
const integer = /^[+-]?\d+$/
const decimal = /^[+-]?\d+(\.\d+)?$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/
const leaf = { children: [], required: {}, optional: {} }
const failure: Rule = { children: [], required: { type: text }, optional: { message: text } }

/** Ant's reports: https://github.com/windyroad/JUnit-Schema, JUnit.xsd. `skipped` may have anything. */
export const antRules: Readonly<Record<string, Rule>> = {
  testsuites: { children: [{ kind: 'any', name: 'testsuite' }], required: {}, optional: {} },
  testsuite: {
    children: [
      { kind: 'one', name: 'properties' },
      { kind: 'any', name: 'testcase' },
      { kind: 'one', name: 'system-out' },
      { kind: 'one', name: 'system-err' },
    ],
    required: {
      package: text,
      id: integer,
      name: token,
      timestamp: instant,
      hostname: token,
      tests: integer,
      failures: integer,
      errors: integer,
      time: decimal,
    },
    optional: { skipped: integer },
  },
  properties: leaf,
  testcase: {
    children: [{ kind: 'choice', names: ['skipped', 'error', 'failure'] }],
    required: { name: text, classname: text, time: decimal },
    optional: {},
  },
  failure,
  error: failure,
  skipped: { children: [], required: {}, optional: { message: text, type: text } },
  'system-out': leaf,
  'system-err': leaf,
}

const reason: Rule = { children: [], required: {}, optional: { message: text, type: text } }
/** `SUREFIRE_TIME`. */
const time = /^((\d{0,3},)*\d{3}|\d{0,3})*(\.\d*)?$/
const names = ['name', 'group', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url', 'skipped']

/** Jenkins: https://github.com/jenkinsci/xunit-plugin, types/model/xsd/junit-10.xsd, without reruns. */
export const jenkinsRules: Readonly<Record<string, Rule>> = {
  testsuites: {
    children: [{ kind: 'any', name: 'testsuite' }],
    required: {},
    optional: { name: text, time, tests: text, failures: text, errors: text },
  },
  testsuite: {
    children: [
      { kind: 'mixture', names: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'] },
    ],
    required: { name: text, tests: text, failures: text, errors: text },
    optional: { ...Object.fromEntries(names.map((name) => [name, text])), time },
  },
  properties: leaf,
  testcase: {
    children: [{ kind: 'mixture', names: ['skipped', 'error', 'failure', 'system-out', 'system-err'] }],
    required: { name: text },
    optional: { time: text, classname: text, group: text },
  },
  failure: reason,
  error: reason,
  skipped: reason,
  'system-out': leaf,
  'system-err': leaf,
}
