const text = { type: 'string' }
const images = {
  type: 'array',
  items: { type: ['object', 'string'], required: ['url'], properties: { url: text, label: text } },
}

/**
 * `results.json` of an external grader: https://docs.prairielearn.com/externalGrading/, section “Grading results”. Other
 * fields are allowed there; here none is, so that a misspelt one is seen.
 */
export const prairielearnSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    gradable: { type: 'boolean' },
    score: { type: 'number', minimum: 0, maximum: 1 },
    message: text,
    output: text,
    format_errors: { anyOf: [text, { type: 'array', items: text }] },
    images,
    tests: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'points', 'max_points'],
        properties: {
          name: text,
          description: text,
          points: { type: 'number' },
          max_points: { type: 'number' },
          message: text,
          output: text,
          images,
        },
      },
    },
  },
  anyOf: [{ required: ['score'] }, { required: ['gradable'], properties: { gradable: { const: false } } }],
}

/** The example of that page, shortened. */
export const prairielearnExample = {
  gradable: true,
  score: 0.25,
  message: 'Tests completed successfully.',
  output: 'Running tests...\nTest 1 passed\nTest 2 failed!\n...',
  images: [{ label: 'First Image', url: 'data:image/png;base64,...' }],
  tests: [
    {
      name: 'Test 1',
      description: 'Tests that a thing does a thing.',
      points: 1,
      max_points: 1,
      message: 'No errors!',
      output: 'Running test...',
    },
  ],
}
