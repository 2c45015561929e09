#!/usr/bin/env bash
# Runs one command in a container. To schedulers that know only success and failure, such as AWS Batch, whose jobs wait
# for the success of others, SCE_WARNINGS_CODE says what done with warnings (2) ends with, and SCE_LOCKED_CODE what
# finding another run at work (6) does. Signals reach the command.
set -u
sce=${SCE_COMMAND:-$(dirname "$0")/sce}
[[ -n ${SCE_WARNINGS_CODE:-}${SCE_LOCKED_CODE:-} ]] || exec "$sce" "$@"

child='' stopped='' # a signal may come before there is a child, or before its number is known
trap 'stopped=1; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null' TERM INT
"$sce" "$@" &
child=$!
[[ -z $stopped ]] || kill -TERM "$child" 2>/dev/null
wait "$child"
code=$?
while kill -0 "$child" 2>/dev/null; do # the wait was ended by a signal, the command not yet
    wait "$child"
    code=$?
done
case $code in
    2) code=${SCE_WARNINGS_CODE:-2} ;;
    6) code=${SCE_LOCKED_CODE:-6} ;;
esac
exit "$code"
