import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Journal } from '../../../src/grade/class/journal.ts'
import { temporaryFolder } from '../solutions.ts'
import { fakeResult } from './fake.ts'

function journalWith(ids: readonly string[]): string {
  const file = join(temporaryFolder(), 'grades.jsonl')
  const journal = new Journal(file)
  ids.forEach((id, i) => journal.append(fakeResult(id, i)))
  journal.close()
  return file
}

describe('a journal', () => {
  test('has what was appended, in the same process and in the next', () => {
    const file = journalWith(['a', 'b'])
    const journal = new Journal(file)
    expect([journal.isFinished('key of a'), journal.isFinished('key of c')]).toEqual([true, false])
    journal.append(fakeResult('c', 2))
    for (const [i, id] of ['a', 'b', 'c'].entries())
      expect(journal.read(`key of ${id}`)).toEqual(fakeResult(id, i))
    expect(journal.read('key of d')).toBeNull()
    expect(journal.scraps).toBe(0)
  })

  test('loses nothing but the last line wherever in it the write was cut off, and takes what comes next', () => {
    const file = journalWith(['a', 'b'])
    const whole = readFileSync(file)
    const second = whole.indexOf('\n') + 1
    for (
      let length = second;
      length < whole.length;
      length += length < second + 50 || length > whole.length - 50 ? 1 : 13
    ) {
      writeFileSync(file, whole.subarray(0, length))
      const journal = new Journal(file)
      expect([length, journal.read('key of a'), journal.isFinished('key of b')]).toEqual([
        length,
        fakeResult('a', 0),
        // All but the end of the line is there.
        length === whole.length - 1,
      ])
      journal.append(fakeResult('b', 7))
      journal.append(fakeResult('c', 2))
      journal.close()
      const again = new Journal(file)
      expect(['a', 'b', 'c'].map((id) => again.read(`key of ${id}`)?.grade.points)).toEqual([0, 7, 2])
      expect(again.scraps).toBe([second, whole.length - 1].includes(length) ? 0 : 1)
      again.close()
    }
  })

  test('passes over lines that are none of its own', () => {
    const file = journalWith(['a'])
    appendFileSync(file, '\0\0\0\n{"format":2,"key":"key of b"}\n\n[]\nnull\n')
    const journal = new Journal(file)
    expect([journal.isFinished('key of a'), journal.isFinished('key of b'), journal.scraps]).toEqual([
      true,
      false,
      5,
    ])
  })

  test('has a fault as a result that is worth another try', () => {
    const file = journalWith(['a'])
    const journal = new Journal(file)
    const { grade, ...result } = fakeResult('b', 1)
    journal.append({ ...result, grade: { ...grade, status: 'fault' } })
    expect([journal.isFinished('key of b'), journal.read('key of b')?.grade.status]).toEqual([false, 'fault'])
    journal.append(fakeResult('b', 2))
    expect([journal.isFinished('key of b'), journal.read('key of b')?.grade.points]).toEqual([true, 2])
  })

  test('is read when it is larger than what is read at a time', () => {
    const file = join(temporaryFolder(), 'grades.jsonl')
    const journal = new Journal(file)
    const long = (id: string): string => id.repeat(700_000)
    for (const id of ['a', 'b', 'c']) journal.append({ ...fakeResult(id, 1), report: long(id) })
    journal.close()
    truncateSync(file, readFileSync(file).length - 2)
    const again = new Journal(file)
    expect(['a', 'b', 'c'].map((id) => again.read(`key of ${id}`)?.report === long(id))).toEqual([
      true,
      true,
      false,
    ])
  })
})
