import { describe, expect, test } from 'vitest'
import { formats } from '../../../src/grade/index.ts'
import { grade, hostile, item, mixed, told } from './grades.ts'
import { antRules, jenkinsRules, type Rule } from './schemas/junit.ts'
import { readXml, type Element } from './xml.ts'

type Rules = Readonly<Record<string, Rule>>

/** What the element and all below it have against the rules. */
function offencesOf(element: Element, rules: Rules): readonly string[] {
  const { name, attributes, children } = element
  const rule = rules[name]
  if (rule === undefined) return [`${name} is unknown`]
  const { required, optional } = rule
  const known: Readonly<Record<string, RegExp>> = { ...required, ...optional }
  return [
    ...Object.keys(required).flatMap((key) => (key in attributes ? [] : [`${name} lacks ${key}`])),
    ...Object.entries(attributes).flatMap(([key, value]) =>
      known[key]?.test(value) === true ? [] : [`${name} has ${key}="${value}"`],
    ),
    ...(patternOf(rule).test(children.map((child) => `${child.name} `).join(''))
      ? []
      : [`${name} has the children ${children.map((child) => child.name).join()}`]),
    ...children.flatMap((child) => offencesOf(child, rules)),
  ]
}

function patternOf({ children }: Rule): RegExp {
  const parts = children.map((child) => {
    switch (child.kind) {
      case 'one':
        return `${child.name} `
      case 'any':
        return `(${child.name} )*`
      case 'choice':
        return `((${child.names.join('|')}) )?`
      case 'mixture':
        return `((${child.names.join('|')}) )*`
      default:
        return child satisfies never
    }
  })
  return new RegExp(`^${parts.join('')}$`)
}

const schemas = [
  ['Ant', antRules],
  ['Jenkins', jenkinsRules],
] as const

describe.each(schemas)('the schema of %s', (_, rules) => {
  test('takes the documents', () => {
    const unusable = grade([], { status: 'unusable', problems: [{ where: null, message: 'no' }] })
    for (const all of [[], [mixed], [mixed, told(unusable), told(mixed.grade, {}, false)]]) {
      expect(offencesOf(readXml(formats.junit.write(all)), rules)).toEqual([])
    }
  })

  test('does not take all', () => {
    const document = formats.junit.write([mixed])
    const spoilt = [
      document.replace('tests=', 'count='),
      document.replace('</testsuite>', '<test/></testsuite>'),
      document.replace(' name=', ' nom='),
    ]
    for (const one of spoilt) expect(offencesOf(readXml(one), rules)).not.toEqual([])
  })

  test.each(hostile)('takes whatever a student writes: %j', (text) => {
    const one = item({ id: 'failover', because: text, verdict: 'violated' })
    const problems = [{ where: null, message: text }]
    const suites = readXml(
      formats.junit.write([told(grade([one], { solution: text, status: 'cut short', problems }))]),
    )
    expect(offencesOf(suites, rules)).toEqual([])
  })
})

test('a message comes back as it was', () => {
  const because = '<a href="x">&amp; \'</failure>\n\t]]>'
  const document = formats.junit.write([told(grade([item({ id: 'a', verdict: 'violated', because })]))])
  expect(readXml(document).children[0]?.children[1]?.children[0]?.attributes['message']).toBe(because)
})

test('each verdict has its element', () => {
  const [suite] = readXml(formats.junit.write([mixed])).children
  const cases = (suite?.children ?? []).filter(({ name }) => name === 'testcase')
  expect(cases.map(({ children }) => children[0]?.name)).toEqual([
    undefined,
    'failure',
    'failure',
    'error',
    'skipped',
    'failure',
  ])
  expect(suite?.attributes).toMatchObject({ tests: '6', failures: '3', errors: '1', skipped: '1' })
})
