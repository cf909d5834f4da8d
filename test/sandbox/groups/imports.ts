import { held, unusable, type Attack, type Files, type Group, type Outcome } from '../attack.ts'
import { withFiles } from '../solutions.ts'

const right = `export { default } from './reference/index.ts'\n`
const outside = 'its own files'

function importing(name: string, text: string, expects: Outcome, files: Files = {}): Attack {
  return { name, files: withFiles(`${text}\n${right}`, files), expects, by: 'failover', limits: {} }
}

/** A file that a grader would not like to be read lies beside the folder of the solution. */
const hidden: Files = { '../hidden.ts': 'export const seed = 4711\n' }

export const imports: Group = {
  name: 'imports of hidden files',
  attacks: [
    importing('a file above its folder', "import '../hidden.ts'", unusable(outside), hidden),
    importing('a way down and up', "import './reference/../../hidden.ts'", unusable(outside), hidden),
    importing('a link to a file above', "import './linked.ts'", unusable(outside), {
      ...hidden,
      'linked.ts': '-> ../hidden.ts',
    }),
    importing('a package.json without end', '', unusable('package.json'), { 'package.json': '-> /dev/zero' }),
    importing('a package.json without end, of a folder', "import './deep/a.ts'", unusable('package.json'), {
      'deep/a.ts': '',
      'deep/package.json': '-> /dev/zero',
    }),
    importing('a folder that is a link', "import './linked/hidden.ts'", unusable(outside), {
      ...hidden,
      linked: '-> ..',
    }),
    importing('a link within its folder', "import './linked.ts'", held, {
      'own.ts': 'export const seed = 1\n',
      'linked.ts': '-> ./own.ts',
    }),
    importing('an absolute path', "import '/etc/passwd'", unusable('an absolute path')),
    importing('a text by a relative path', "import '../../../etc/passwd'", unusable('')),
    importing('a file: address', "import 'file:///etc/passwd'", unusable('')),
    importing('a data: address', "import 'data:text/javascript,process.exit(0)'", unusable('')),
    importing('an address of the web', "import 'https://example.com/a.js'", unusable('')),
    importing('JSON', "import seeds from './seeds.json'\nexport { seeds }", unusable('.ts'), {
      'seeds.json': '{}',
    }),
    importing(
      'JSON with an attribute',
      "import seeds from './seeds.json' with { type: 'json' }\nexport { seeds }",
      unusable(''),
      { 'seeds.json': '{}' },
    ),
    importing('JSON above its folder', "import s from '../seeds.json'\nexport { s }", unusable(''), {
      '../seeds.json': '{"seed":4711}',
    }),
    importing('a text file', "import t from './notes.txt'\nexport { t }", unusable('.ts'), {
      'notes.txt': 'x',
    }),
    importing('style sheets', "import './a.css'", unusable('.ts'), { 'a.css': '@import "../hidden.css"' }),
    importing('node:fs', "import 'node:fs'", unusable('a module of Node')),
    importing('fs', "import 'fs'", unusable('a module of Node')),
    importing('node:vm', "import vm from 'node:vm'\nexport { vm }", unusable('a module of Node')),
    importing('a package', "import 'fast-check'", unusable('a package or an absolute path')),
    importing('a package of its own', "import 'evil'", unusable('a package'), {
      'node_modules/evil/index.js': '',
    }),
    importing('the inside of splitbrain', "import 'splitbrain/vitest'", unusable('not for solutions')),
    importing('what the harness calls inside', "import '#checker'", unusable('a package')),
    importing('a package.json that maps a name', "import '#hidden'", unusable('a package'), {
      ...hidden,
      'package.json': '{"imports":{"#hidden":"../hidden.ts"}}',
    }),
    importing('a tsconfig.json that maps a path', "import 'hidden'", unusable('a package'), {
      ...hidden,
      'tsconfig.json': '{"compilerOptions":{"paths":{"hidden":["../hidden.ts"]}}}',
    }),
    importing(
      'import() of a file above',
      "export const later = import('../hidden.ts')",
      unusable(''),
      hidden,
    ),
    importing(
      'import() of a name that is made',
      "const name = '../hidden.ts'\nimport(name)",
      unusable(''),
      hidden,
    ),
    importing('require of a file above', "require('../hidden.ts')", unusable(outside), hidden),
    importing('require of a file that is not there', "require('../nowhere/' + 'x')", unusable('')),
    importing('a map of sources that is a file', '//# sourceMappingURL=../hidden.ts', held, hidden),
    importing(
      'a folder with many of a kind',
      "const all = require('../' + name); var name",
      unusable(''),
      hidden,
    ),
    importing('import.meta', 'export const where = import.meta.url', held),
    importing('a file that is a device', "import './device.ts'", unusable(outside), {
      'device.ts': '-> /dev/zero',
    }),
    importing('itself', "import './solution.ts'", held),
    importing('a triple slash', '/// <reference path="../hidden.ts" />', held, hidden),
  ],
}
