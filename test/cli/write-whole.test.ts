import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWhole } from '../../src/cli/write-whole.ts'
import { scratch } from './run.ts'

test('replaces a file by another, so that who reads the old one reads all of it', () => {
  const folder = scratch()
  const file = join(folder, 'results.json')
  writeWhole(file, 'old')
  const reader = openSync(file, 'r')
  writeWhole(file, 'new')
  expect(readFileSync(reader, 'utf8')).toBe('old')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['results.json'])
  closeSync(reader)
})

test('follows a link and leaves it', () => {
  const folder = scratch()
  const [file, link] = [join(folder, 'file'), join(folder, 'link')]
  writeFileSync(file, 'old')
  symlinkSync('file', link)
  writeWhole(link, 'new')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(readlinkSync(link)).toBe('file')
})

test('writes into what is no file, such as a device', () => {
  expect(() => writeWhole('/dev/null', 'text')).not.toThrow()
})

test('says what cannot be written, and leaves nothing behind', () => {
  const folder = scratch()
  mkdirSync(join(folder, 'taken'))
  expect(() => writeWhole(join(folder, 'taken'), 'text')).toThrow(/^cannot write .*taken: /)
  expect(() => writeWhole(join(folder, 'none/file'), 'text')).toThrow(/^cannot write .*none\/file: /)
  expect(readdirSync(folder)).toEqual(['taken'])
})
