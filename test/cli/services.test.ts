import { describe, expect, test } from 'vitest'
import { serviceFor } from '../../src/cli/options.ts'
import { labs } from '../../src/labs/index.ts'
import type { Lab } from '../../src/labs/index.ts'
import { example, scratch, splitbrain } from './run.ts'

function labNamed(name: string): Lab {
  const lab = labs[name]
  if (lab === undefined) throw new Error(`there is no lab ${name}`)
  return lab
}

const usual = labNamed('primary-backup')
/** A lab that hosts a machine, and nothing else. */
const host: Lab = { ...usual, name: 'host', services: ['virtual-machine'] }

describe('--service', () => {
  test('is a key/value store where nothing is said, and any that clients call', () => {
    expect(serviceFor(usual, undefined).name).toBe('key-value')
    expect(serviceFor(usual, 'queue').name).toBe('queue')
  })

  test('is one of the lab’s own where it has some, and no other', () => {
    expect(serviceFor(host, undefined).name).toBe('virtual-machine')
    expect(serviceFor(host, 'virtual-machine').name).toBe('virtual-machine')
    expect(() => serviceFor(host, 'queue')).toThrow(
      'the lab host cannot run the service queue: expected one of virtual-machine',
    )
  })

  test.each(['hunt', 'grade'])('%s says that a machine is no service for every lab', (command) => {
    const { code, err } = splitbrain(
      [command, example('reference'), '--service', 'virtual-machine'],
      scratch(),
    )
    expect(err).toContain(
      'the lab primary-backup cannot run the service virtual-machine: expected one of key-value, ',
    )
    expect(code).toBe(2)
  })

  test.each(['hunt', 'grade'])('%s says what there is instead of a service that there is not', (command) => {
    const { code, err } = splitbrain([command, example('reference'), '--service', 'stack'], scratch())
    expect(err).toContain('unknown service `stack`: expected one of key-value, ')
    expect(code).toBe(2)
  })
})
