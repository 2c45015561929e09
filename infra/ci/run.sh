#!/bin/sh
# Runs one command of SCE Warehouse for a CI that knows only success and failure.
#   run.sh nightly [OPTION...]
#   run.sh run SOURCE --from DAY --to DAY [OPTION...]
# Done with warnings (2) passes and is shown; what a later try may mend (3, 143) is tried up to SCE_TRIES times,
# SCE_PAUSE_SECONDS apart; another run at work (6) passes, because that one does the work. All else fails as it is.
set -u
tries=${SCE_TRIES:-3}
pause=${SCE_PAUSE_SECONDS:-300}
sce=${SCE_COMMAND:-$(dirname "$0")/../../sce}

notice() {
  if [ -n "${GITHUB_ACTIONS:-}" ]; then
    echo "::$1::$2"
  else
    echo "$1: $2"
  fi
}

try=1
while :; do
  "$sce" "$@"
  code=$?
  case $code in
    3 | 143)
      if [ "$try" -ge "$tries" ]; then
        notice error "exit code $code after $try tries; the next scheduled run goes on where this one stopped"
        break
      fi
      notice warning "exit code $code at try $try of $tries, next try in $pause s"
      try=$((try + 1))
      sleep "$pause"
      ;;
    *) break ;;
  esac
done

if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "${SCE_REPORT:-}/summary.md" ]; then
  cat "$SCE_REPORT/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
case $code in
  0) ;;
  2)
    notice warning "done, with warnings: see the report"
    code=${SCE_WARNINGS_CODE:-0}
    ;;
  4) notice error "a person must act: settings, credentials or a source that changed" ;;
  5) notice error "data is lost or an invariant is broken" ;;
  6)
    notice warning "another run is at work, and does what is missing"
    code=0
    ;;
esac
exit "$code"
