#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: installs Node.js, if it has to, and splitbrain from the package beside this
# file.
set -euo pipefail

autograder="${AUTOGRADER:-/autograder}"
node_version="${NODE_VERSION:-22.18.0}"

has_node() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

if ! has_node; then
  if ! command -v curl >/dev/null || ! command -v xz >/dev/null; then
    apt-get update && apt-get install -y curl xz-utils
  fi
  curl -fsSL "https://nodejs.org/dist/v${node_version}/node-v${node_version}-linux-x64.tar.xz" |
    tar -xJ -C /usr/local --strip-components=1
fi

packages=("${autograder}"/source/splitbrain-*.tgz)
if [[ ${#packages[@]} -ne 1 || ! -f "${packages[0]}" ]]; then
  echo "expected one package splitbrain-VERSION.tgz in ${autograder}/source, found: ${packages[*]}" >&2
  exit 1
fi
npm install --prefix "${autograder}/splitbrain" --no-fund --no-audit "${packages[0]}"
"${autograder}/splitbrain/node_modules/.bin/splitbrain" --version
