import type { GradedItem } from '../grade.ts'
import type { Format, Told } from './format.ts'
import { capped, plainText } from './harmless.ts'
import { endingOf, itemsFor, nameOf, problemsOf } from './items.ts'

/** Characters, of a message. */
const messageMax = 2_000

/**
 * JUnit XML, as CI systems read it: a suite for each solution, a case for each item. It follows the schema of Jenkins
 * (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd) and the stricter one of Ant's reports
 * (https://github.com/windyroad/JUnit-Schema), which asks for a time and a host: a grade has none, since it is the same on
 * every machine, so that the times are 0 and the host is `localhost`.
 */
export const junit: Format = {
  readers: 'students',
  holds: 'any number',
  tells: false,
  what: 'JUnit XML',
  write: (told) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${told.map(suiteOf).join('')}</testsuites>\n`,
}

function suiteOf(told: Told, index: number): string {
  const { grade } = told
  const items = itemsFor(junit.readers, grade)
  const count = (verdict: GradedItem['verdict']): number =>
    items.filter((item) => item.verdict === verdict).length
  const attributes = [
    `name="${escaped(grade.solution)}" package="${escaped(grade.lab)}" id="${index}"`,
    `tests="${items.length}" failures="${count('violated')}" errors="${count('undecided')}"`,
    `skipped="${count('vacuous')}" time="0" timestamp="1970-01-01T00:00:00" hostname="localhost"`,
  ].join(' ')
  const ending = endingOf(told)
  const problems = [...(ending === null ? [] : [ending]), ...problemsOf(grade)].join('\n')
  return [
    `  <testsuite ${attributes}>`,
    '    <properties/>',
    ...items.map((item) => caseOf(grade.lab, item)),
    '    <system-out/>',
    `    <system-err>${escaped(capped(problems, messageMax))}</system-err>`,
    '  </testsuite>\n',
  ].join('\n')
}

function caseOf(lab: string, item: GradedItem): string {
  const open = `    <testcase classname="${escaped(lab)}" name="${escaped(nameOf(item))}" time="0"`
  const message = `message="${escaped(capped(item.because, messageMax))}"`
  switch (item.verdict) {
    case 'held':
      return `${open}/>`
    case 'violated':
      return `${open}><failure type="violated" ${message}/></testcase>`
    case 'undecided':
      return `${open}><error type="undecided" ${message}/></testcase>`
    case 'vacuous':
      return `${open}><skipped ${message}/></testcase>`
    default:
      return item.verdict satisfies never
  }
}

/** For attributes and texts alike. Control characters, which XML 1.0 cannot hold, are gone. */
function escaped(text: string): string {
  return plainText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
}
