import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { format, resolveConfig } from 'prettier'
import { replaceMeasured } from '../../bench/document.ts'
import { catalogue, listed, listedAsMarkdown } from './catalogue.ts'
import { huntWatched, watched } from './watched.ts'

test('every known mistake has a variant that says so, and no other says so', () => {
  const ofLab = listed.filter(({ lab, origin }) => lab === 'primary-backup' && origin === 'catalogue')
  expect(ofLab.map(({ id }) => id).toSorted()).toEqual(catalogue.toSorted())
  const elsewhere = listed.filter(({ lab, origin }) => lab !== 'primary-backup' && origin === 'catalogue')
  for (const { id } of elsewhere) expect(catalogue).toContain(id)
})

test('there are at least 80 wrong variants, and 25 that are on no list', () => {
  const wrong = listed.filter(({ control }) => !control)
  expect(wrong.length).toBeGreaterThanOrEqual(80)
  expect(wrong.filter(({ origin }) => origin === 'own').length).toBeGreaterThanOrEqual(25)
})

test('the page lists them all: `npm run mutants -- --write` brings it up to date', async () => {
  const file = fileURLToPath(new URL('../../docs/wrong-variants.md', import.meta.url))
  const document = readFileSync(file, 'utf8')
  const options = { ...(await resolveConfig(file)), parser: 'markdown' }
  expect(document).toBe(await format(replaceMeasured(document, listedAsMarkdown()), options))
})

test.each(watched.map((each) => [each.id, each] as const))('%s is found under watch', async (_id, one) => {
  const outcomes = await huntWatched(one, 1, 20)
  const violated = outcomes.filter(({ verdict }) => verdict.kind === 'violated')
  expect(violated.map(({ property }) => property)).toEqual(one.expects)
})
