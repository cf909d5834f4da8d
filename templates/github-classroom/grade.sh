#!/usr/bin/env bash
# Grades a solution in a workflow of GitHub Actions: a job summary, annotations, and as output `result` of the step what the
# reporter of GitHub Classroom takes. It ends well whatever the grade is: the reporter says that tests have failed.
set -uo pipefail

solution="${1:-solution.ts}"
seconds="${SPLITBRAIN_SECONDS:-1200}"
budget="${SPLITBRAIN_BUDGET:-4000}"
splitbrain="${SPLITBRAIN:-node_modules/.bin/splitbrain}"
results="$(mktemp -d)"

options=(--budget "${budget}")
[[ -f rubric.yaml ]] && options+=(--rubric rubric.yaml)

# What a solution throws may look like a command of the workflow. Until the token comes, which nobody can guess, the
# runner obeys none.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::${token}"
timeout --kill-after=10 "${seconds}" "${splitbrain}" grade "${solution}" "${options[@]}" \
  --format "github-classroom=${results}/result.json" \
  --format "github-summary=${results}/summary.md" \
  --format "github-annotations=${results}/annotations.txt"
code=$?
printf '\n::%s::\n' "${token}"

if [[ ! -s "${results}/result.json" ]]; then
  echo "::error::splitbrain could not be started (${code}): is it among the devDependencies?"
  printf '{"version":1,"status":"error","max_score":0,"tests":[]}\n' >"${results}/result.json"
fi
[[ -f "${results}/annotations.txt" ]] && cat "${results}/annotations.txt"
[[ -f "${results}/summary.md" ]] && cat "${results}/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "result=$(base64 <"${results}/result.json" | tr -d '\n')" >>"${GITHUB_OUTPUT:-/dev/stdout}"
rm -rf "${results}"
