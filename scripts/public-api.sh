#!/usr/bin/env bash
# Writes what is public now into PublicAPI.Unshipped.txt of every package. Run it when you change the public surface on
# purpose; the difference in the file is the change to review.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/TrafficTacos.Queueing src/TrafficTacos.Queueing.AspNetCore src/TrafficTacos.Queueing.Testing; do
  api=$project/PublicAPI.Unshipped.txt
  printf '#nullable enable\n' >"$api"
  # Every symbol that the analyzer misses is one line of the file.
  dotnet build "$project" --no-incremental -p:TreatWarningsAsErrors=false 2>&1 |
    sed -n "s/.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u >"$api.new"
  cat "$api.new" >>"$api"
  rm "$api.new"
  echo "$api: $(($(wc -l <"$api") - 1)) symbols"
done
