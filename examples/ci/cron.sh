#!/bin/sh
# Checks an emission folder by night. cron mails what a job prints, so it prints nothing when all is well.
#   30 2 * * *  EMISSION=/srv/cqube/cqube_emission REPORTS=/srv/cqube/reports /srv/cqube/cron.sh
# cqube-conform has to be on cron's PATH: npm install -g the tarball of npm pack, or of npm run bundle without a network.
set -eu

: "${EMISSION:?the emission folder}" "${REPORTS:?the folder for reports}"
KEEP_DAYS=${KEEP_DAYS:-30}

mkdir -p "$REPORTS"
report=$REPORTS/cqube-$(date +%Y-%m-%d)
code=0
cqube-conform check "$EMISSION" -f "json=$report.json" -f "csv=$report.csv" > "$report.txt" 2>&1 || code=$?
find "$REPORTS" -name 'cqube-*' -type f -mtime "+$KEEP_DAYS" -exec rm -- {} +

[ "$code" -eq 0 ] || cat "$report.txt"
exit "$code"
