#!/usr/bin/env bash
# Runs over infra the linters that are installed, and says which are not. Ends with 1 if one of them objects.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
objections=0

lint() {
    local tool=$1
    shift
    if ! command -v "$tool" >/dev/null; then
        echo "$tool: not installed"
    elif "$tool" "$@"; then
        echo "$tool: ok"
    else
        echo "$tool: objects"
        objections=1
    fi
}

lint shellcheck sce infra/check.sh infra/ci/run.sh infra/image/run.sh
lint actionlint infra/ci/github-actions.yml
lint check-jsonschema --builtin-schema vendor.gitlab-ci infra/ci/gitlab-ci.yml
lint terraform fmt -check -recursive infra/terraform
lint hadolint infra/image/Dockerfile
lint kubernetes-validate --strict --quiet infra/kubernetes/cronjob.yaml
lint representations validate-schema --folder infra/metabase
exit "$objections"
