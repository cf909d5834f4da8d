import type { Scenario } from '../../scenario.ts'
import { announced, append, delivered, finished, join, planOfStory, viewServer } from './script.ts'

const asked = delivered('GetView', 'c1', viewServer, {})
const firstPing = delivered('Ping', 's1', viewServer, {})

export const startupView: Scenario = {
  name: 'startup-view',
  title: 'The view server is asked before there is any server',
  slide: '13–15',
  rule: 'View 0 has no primary: nobody is in a view who has not pinged.',
  lab: 'primary-backup',
  story:
    'There is no server yet, and c1 asks for the view. Whatever it is told, it is told of no primary. Then A (s1) ' +
    'joins, becomes primary of view 1, and answers.',
  plan: planOfStory({
    lab: 'primary-backup',
    servers: [],
    clients: ['c1'],
    faults: [join('s1', { ms: 600 })],
    operations: [append('c1', 'a', { ms: 100 })],
    overAt: finished('c1'),
    settleMs: 250,
  }),
  expects: {
    kind: 'survives',
    marks: ['view formed', 'write acknowledged'],
    occasions: {
      'c1 asks for the view': asked,
      'A is primary of view 1': announced({ number: 1, primary: 's1' }),
    },
    never: {
      'a view with a primary before any server has pinged': {
        came: announced({ number: 1 }),
        before: firstPing,
      },
    },
  },
  judgedBy: ['well-behaved'],
}
