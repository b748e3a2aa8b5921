#!/usr/bin/env bash
# Resolve pyproject.toml into the three lock files: requirements-dev.txt (everything), requirements.txt (what Lambda
# gets) and requirements-run.txt (what `make run` needs), the same versions in each. `--upgrade` takes newer versions, `--check` fails with a diff when they do not follow.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(.venv/bin/python -m piptools compile --quiet --no-header --strip-extras --annotation-style=line
         --no-emit-index-url --no-emit-find-links --no-emit-trusted-host)
mode="${1:-}"
extra=()
if [ "$mode" = "--upgrade" ]; then extra=(--upgrade); fi

into=$(mktemp -d)
trap 'rm -rf "$into"' EXIT
locks=(requirements.txt requirements-run.txt requirements-dev.txt)
cp "${locks[@]}" "$into"/
"${compile[@]}" "${extra[@]}" --extra run --extra dev --allow-unsafe --output-file "$into/requirements-dev.txt" pyproject.toml 2>"$into/log" || { cat "$into/log" >&2; exit 1; }
sed "s/ *#.*//" "$into/requirements-dev.txt" > "$into/constraints.txt"
"${compile[@]}" --constraint "$into/constraints.txt" --output-file "$into/requirements.txt" pyproject.toml 2>"$into/log" || { cat "$into/log" >&2; exit 1; }
"${compile[@]}" --constraint "$into/constraints.txt" --extra run --allow-unsafe --output-file "$into/requirements-run.txt" pyproject.toml 2>"$into/log" || { cat "$into/log" >&2; exit 1; }
sed -i "s/ *#.*//" "${locks[@]/#/$into/}"
sed -i "/^$/d" "${locks[@]/#/$into/}"

if [ "$mode" = "--check" ]; then
  for name in "${locks[@]}"; do
    diff -u "$name" "$into/$name" || { echo "$name does not follow from pyproject.toml: run make lock" >&2; exit 1; }
  done
else
  cp "${locks[@]/#/$into/}" .
fi
