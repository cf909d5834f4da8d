const visibility = { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] }
const format = { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] }

/**
 * `results.json` as Gradescope's page describes it: https://gradescope-autograders.readthedocs.io/en/latest/specs/, section
 * “Output format”. A score is asked for at the top or with each test.
 */
export const gradescopeSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    score: { type: 'number' },
    execution_time: { type: 'number' },
    output: { type: 'string' },
    output_format: format,
    test_output_format: format,
    test_name_format: format,
    visibility,
    stdout_visibility: visibility,
    extra_data: { type: 'object' },
    tests: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          score: { type: 'number' },
          max_score: { type: 'number' },
          status: { enum: ['passed', 'failed'] },
          name: { type: 'string' },
          name_format: format,
          number: { type: 'string' },
          output: { type: 'string' },
          output_format: format,
          tags: { type: 'array', items: { type: 'string' } },
          visibility,
          extra_data: { type: 'object' },
        },
      },
    },
    leaderboard: { type: 'array', items: { type: 'object', required: ['name', 'value'] } },
  },
  anyOf: [
    { required: ['score'] },
    {
      required: ['tests'],
      properties: { tests: { type: 'array', minItems: 1, items: { type: 'object', required: ['score'] } } },
    },
  ],
}

/** The example of that page, without its comments. */
export const gradescopeExample = {
  score: 44.0,
  execution_time: 136,
  output: 'Text relevant to the entire submission',
  visibility: 'after_due_date',
  stdout_visibility: 'visible',
  extra_data: {},
  tests: [
    {
      score: 2.0,
      max_score: 2.0,
      status: 'passed',
      name: 'Your name here',
      number: '1.1',
      output: 'Giant multiline string',
      tags: ['tag1', 'tag2', 'tag3'],
      visibility: 'visible',
      extra_data: {},
    },
  ],
  leaderboard: [
    { name: 'Accuracy', value: 0.926 },
    { name: 'Stars', value: '*****' },
  ],
}
