/** The last line of an autograder of Autolab: https://docs.autolabproject.com/lab/, section “Writing Autograders”. */
export const autolabSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['scores'],
  properties: {
    scores: { type: 'object', additionalProperties: { type: 'number' } },
    scoreboard: { type: 'array', items: { type: ['number', 'string'] } },
  },
}

/** The second example of that page. */
export const autolabExample = { scores: { Prob1: 10, Prob2: 5 }, scoreboard: [10, 5, 15] }
