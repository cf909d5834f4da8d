const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const counts = ['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'start', 'stop']
const extra = { type: 'object' }

/**
 * What we use of Common Test Report Format, with what it requires: https://github.com/ctrf-io/ctrf,
 * schema/ctrf.schema.json. As there, nothing else is allowed.
 */
export const ctrfSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['results', 'reportFormat', 'specVersion'],
  properties: {
    reportFormat: { const: 'CTRF' },
    specVersion: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
    generatedBy: text,
    results: {
      type: 'object',
      additionalProperties: false,
      required: ['tool', 'summary', 'tests'],
      properties: {
        tool: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: { name: { type: 'string', minLength: 1 }, version: text, extra },
        },
        summary: {
          type: 'object',
          additionalProperties: false,
          required: counts,
          properties: Object.fromEntries([...counts, 'suites', 'duration'].map((name) => [name, count])),
        },
        tests: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['name', 'status', 'duration'],
            properties: {
              name: { type: 'string', minLength: 1 },
              status: { enum: ['passed', 'failed', 'skipped', 'pending', 'other'] },
              duration: count,
              suite: { type: 'array', minItems: 1, items: text },
              message: text,
              rawStatus: text,
              filePath: text,
              line: { type: 'integer' },
              extra,
            },
          },
        },
        extra,
      },
    },
  },
}

/** The smallest example of that repository. */
export const ctrfExample = {
  reportFormat: 'CTRF',
  specVersion: '1.0.0',
  results: {
    tool: { name: 'example-runner' },
    summary: { tests: 1, passed: 1, failed: 0, pending: 0, skipped: 0, other: 0, start: 0, stop: 1 },
    tests: [{ name: 'should pass', status: 'passed', duration: 100 }],
  },
}
