#!/usr/bin/env bash
# Runs SCE Warehouse: builds it when it is missing or older than its sources, then becomes the Java process.
#
#   JAVA_HOME      the Java to use, 17 or later; else the one in PATH
#   SCE_JAVA_OPTS  options for it, such as -Xmx4g or -XX:MaxRAMPercentage=60
set -Eeuo pipefail
trap 'exit 4' ERR # whatever failed has said why; 1 would tell a scheduler nothing

# Java reads paths, arguments and variables by the locale, and a scheduler mostly gives none: then no letter beyond ASCII
# would come through, so that what works at a terminal fails at night.
if [[ $(locale charmap 2>/dev/null) != UTF-8 ]]; then
    export LC_ALL=C.UTF-8
fi 2>/dev/null

here=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
builds=$here/jobs/target/app # one folder per build, and the link "current": a running job keeps the jars it started with
log=$here/jobs/target/build.log

fail() {
    echo "sce: $*" >&2
    exit 4
}

find_java() {
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
        [[ -x $java ]] || fail "JAVA_HOME is $JAVA_HOME, where no bin/java is. Point it to a JDK 17 or later."
    else
        java=$(command -v java) || fail "no Java found. Install a JDK 17 or later, or set JAVA_HOME."
    fi
    # The file "release" answers in no time; asking Java itself costs as much as a whole command may.
    local release
    release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
    java_facts=$(cat "$release" 2>/dev/null || "$java" -version 2>&1) || fail "$java does not run."
    [[ $java_facts =~ (JAVA_VERSION=|version )\"([0-9]+) ]] || fail "cannot tell the version of $java."
    java_version=${BASH_REMATCH[2]}
    ((java_version >= 17)) || fail "$java is Java $java_version; 17 or later is needed. Set JAVA_HOME."
}

is_current() {
    [[ -e $builds/current/built ]] || return 1
    [[ -d $here/jobs/src ]] || return 0 # installed without its sources
    [[ -z $(find "$here"/pom.xml "$here"/*/pom.xml "$here"/{warehouse-ddl,etl,jobs}/src/main \
        -newer "$builds/current/built" -print -quit) ]]
}

# Others wait here for the first one, and then find the work done.
build() {
    mkdir -p "$builds"
    exec 8>"$builds/build.lock"
    flock 8
    if is_current; then
        return
    fi
    command -v mvn >/dev/null || fail "not built yet, and no Maven (mvn) found to do it."
    echo "sce: building, once (log: $log) ..." >&2
    local folder
    folder=$(mktemp -d "$builds/build-XXXXXXXX")
    chmod 755 "$folder"
    touch "$folder/built.new" # sources that change from now on are newer
    if ! (cd "$here" && mvn -q -B -Dmaven.test.skip=true -Papplication -Dapplication.folder="$folder" \
        -pl jobs -am package) >"$log" 2>&1 8>&-; then
        rm -rf "$folder"
        tail -n 20 "$log" >&2
        fail "the build failed; see $log"
    fi
    cp "$here"/jobs/target/jobs-*.jar "$folder/sce.jar"
    mv "$folder/built.new" "$folder/built"
    share_classes "$folder"
    ln -sfn "$(basename "$folder")" "$builds/current.new"
    mv -T "$builds/current.new" "$builds/current"
    remove_unused
    exec 8>&-
}

# A class data archive halves the time to start. Without one everything works, only slower.
share_classes() {
    local home
    home=$(mktemp -d)
    SCE_HOME=$home "$java" "${options[@]}" -XX:ArchiveClassesAtExit="$1/classes.jsa" -jar "$1/sce.jar" \
        check >"$log.classes" 2>&1 8>&- || true
    rm -rf "$home"
    echo "$java_facts" >"$1/classes.java"
}

# A build is in use as long as a process that it started holds its lock.
remove_unused() {
    local old
    for old in "$builds"/build-*/; do
        if [[ ! $old -ef $builds/current ]] && flock --nonblock "$old" true; then
            rm -rf "$old"
        fi
    done
}

find_java
options=(-XX:+UseSerialGC -Xshare:auto -Duser.timezone=UTC -Dfile.encoding=UTF-8)
options+=(-Xlog:disable -Xlog:all=error:stderr) # an archive that does not fit is no news
[[ ${SCE_JAVA_OPTS:-} == *MaxRAMPercentage* ]] || options+=(-Xmx1g) # which a share of the memory would lose against
((java_version < 22)) || options+=(--enable-native-access=ALL-UNNAMED)
((java_version < 23)) || options+=(--sun-misc-unsafe-memory-access=allow)

# Short commands end before the optimising compiler has earned back what it costs.
[[ ! ${1:-} =~ ^(status|sql|check|plan|explain|verify|report|migrate|warehouse|help|-h|--help|-V|--version)$ ]] ||
    options+=(-XX:TieredStopAtLevel=1)

# A demo is minutes of everything that the product can do: left alone, the compiler takes a third of its processor time.
# So it compiles what is three times as busy, and inlines less into it. What a night makes is mostly forgotten at once.
if [[ ${1:-} == demo ]]; then
    [[ ${SCE_JAVA_OPTS:-} == *-X[mM]* || ${SCE_JAVA_OPTS:-} == *RAMPercentage* ]] || options+=(-Xms1g -Xmn448m)
    options+=(-XX:+IgnoreUnrecognizedVMOptions) # which a Java to come may no longer know
    options+=(-XX:MaxInlineLevel=5 -XX:FreqInlineSize=150 -XX:InlineSmallCode=1000)
    options+=(-XX:LiveNodeCountInliningCutoff=6000)
    options+=(-XX:Tier4InvocationThreshold=15000 -XX:Tier4MinInvocationThreshold=1800)
    options+=(-XX:Tier4CompileThreshold=45000 -XX:Tier4BackEdgeThreshold=120000)
fi

if [[ ${1:-} == --share-classes ]]; then # while an image is built, whose application is laid out already
    share_classes "$(readlink -f "$builds/current")"
    [[ -s $builds/current/classes.jsa ]] || fail "no archive was made; see $log.classes"
    exit
fi

# Options that Java refuses end it with 1, so they are tried before it becomes this process.
if [[ -n ${SCE_JAVA_OPTS:-} ]]; then
    # shellcheck disable=SC2086 # several options in one variable
    refused=$("$java" "${options[@]}" $SCE_JAVA_OPTS -version 2>&1) ||
        fail "Java does not start with SCE_JAVA_OPTS=$SCE_JAVA_OPTS: ${refused%%$'\n'*}"
fi

is_current || build

while true; do
    app=$(readlink -f "$builds/current")
    exec 9<"$app" # held by the Java process until it ends
    flock --shared 9
    [[ ! -e $app/built ]] || break # else a newer build has replaced and removed it in this moment
done
if [[ -e $app/classes.jsa && $(<"$app/classes.java") == "$java_facts" ]]; then
    options+=(-XX:SharedArchiveFile="$app/classes.jsa")
fi
if [[ -t 2 ]]; then
    size=$(stty size <&2 2>/dev/null) && options+=(-Dterminal.columns="${size#* }")
fi
# shellcheck disable=SC2086 # several options in one variable
exec "$java" "${options[@]}" ${SCE_JAVA_OPTS:-} -jar "$app/sce.jar" "$@"
