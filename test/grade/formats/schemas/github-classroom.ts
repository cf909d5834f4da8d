const status = { enum: ['pass', 'fail', 'error'] }

/**
 * The result of a runner as the reporter of GitHub Classroom reads it:
 * https://github.com/classroom-resources/autograding-grading-reporter, src/main.js, src/notify-classroom.js and
 * __tests__/main.test.js, and as the runners beside it write it.
 */
export const githubClassroomSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'status', 'max_score', 'tests'],
  properties: {
    version: { const: 1 },
    status,
    max_score: { type: 'number', minimum: 0 },
    tests: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'status', 'score', 'message'],
        properties: {
          name: { type: 'string', minLength: 1 },
          status,
          score: { type: 'number', minimum: 0 },
          message: { type: ['string', 'null'] },
          test_code: { type: 'string' },
          filename: { type: 'string' },
          line_no: { type: 'integer', minimum: 0 },
          execution_time: { type: ['number', 'string'] },
        },
      },
    },
  },
}

export const githubClassroomExample = {
  version: 1,
  status: 'fail',
  max_score: 10,
  tests: [
    {
      name: 'Test 1',
      status: 'fail',
      score: 0,
      message: 'Test failed with non-zero exit code.',
      test_code: 'rspec hello_spec.rb',
      filename: '',
      line_no: 0,
      execution_time: 0,
    },
  ],
}
