#include "core/nn/arch/registry.h"

#include "core/nn/torch_runtime.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace kinovar::nn {

// One line an architecture: NAME stands for `const Architecture& NAME()` in NAME.cpp. The first
// that matches is taken, so those with a narrower test come first.
// clang-format off
#define KINOVAR_ARCHITECTURES(X) \
    X(srvgg) \
    X(rrdb) \
    X(edsr) \
    X(span) \
    X(carn) \
    X(bsrn) \
    X(nafnet) \
    X(swinir) \
    X(dncnn) \
    X(eccv16) \
    X(siggraph17) \
    X(colour_hint) \
    X(ifnet) \
    X(gfpgan) \
    X(ddcolor) \
    X(fomm)
// clang-format on

#define KINOVAR_DECLARE(name) const Architecture& name();
namespace arch {
KINOVAR_ARCHITECTURES(KINOVAR_DECLARE)
} // namespace arch
#undef KINOVAR_DECLARE

std::span<const Architecture* const> architectures() {
#define KINOVAR_LIST(name) &arch::name(),
    static const std::array kList = {KINOVAR_ARCHITECTURES(KINOVAR_LIST)};
#undef KINOVAR_LIST
    return kList;
}

namespace {

Error unknown_architecture(const StateDict& weights) {
    constexpr std::size_t kShown = 4;
    std::vector<std::string> keys = weights.keys();
    if (keys.empty()) {
        return {ErrorCode::Unsupported, "there are no tensors in it, so no known architecture", {}};
    }
    const std::size_t count = keys.size();
    keys.resize(std::min(count, kShown));
    std::vector<std::string> known;
    for (const Architecture* one : architectures()) {
        known.emplace_back(one->name);
    }
    return {ErrorCode::Unsupported,
            fmt::format("its {} tensors ({}{}) are of no known architecture", count,
                        fmt::join(keys, ", "), count > kShown ? " …" : ""),
            fmt::format("known: {}", fmt::join(known, ", "))};
}

} // namespace

Result<BuiltNet> build_network(StateDict weights) {
    for (const Architecture* one : architectures()) {
        if (!one->matches(weights)) {
            continue;
        }
        Result<BuiltNet> built = guarded([&]() -> Result<BuiltNet> {
            const at::InferenceMode inference;
            apply_threads();
            return one->build(weights);
        });
        if (!built) {
            return failure(built.error().within(one->name));
        }
        if (Status all = weights.check_all_taken(); !all) {
            return failure(all.error().within(one->name));
        }
        built->info.architecture = one->name;
        built->info.fingerprint = weights.fingerprint;
        return built;
    }
    return failure(unknown_architecture(weights));
}

} // namespace kinovar::nn
