// Vectors of floats for the instruction set that is being compiled; see hwy/foreach_target.h for
// the include guard.
#if defined(KINOVAR_CONV_VECTORS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINOVAR_CONV_VECTORS_INL_H_
#undef KINOVAR_CONV_VECTORS_INL_H_
#else
#define KINOVAR_CONV_VECTORS_INL_H_
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<float>;
using Vector = hn::Vec<Tag>;
constexpr int kLanes = HWY_LANES(float);
/// AVX-512 and NEON have 32 vector registers, the rest 16.
constexpr bool kManyRegisters = HWY_TARGET == HWY_NEON || HWY_MAX_BYTES == 64;

/// The first `count` of a vector, the rest zero. Touches no memory beyond them.
HWY_INLINE Vector load_some(const float* from, int count) {
    const Tag tag;
#if HWY_MEM_OPS_MIGHT_FAULT
    HWY_ALIGN float whole[kLanes] = {};
    for (int i = 0; i < count; ++i) {
        whole[i] = from[i];
    }
    return hn::Load(tag, whole);
#else
    return hn::MaskedLoad(hn::FirstN(tag, static_cast<std::size_t>(count)), tag, from);
#endif
}

HWY_INLINE void store_some(Vector vector, float* to, int count) {
    const Tag tag;
#if HWY_MEM_OPS_MIGHT_FAULT
    HWY_ALIGN float whole[kLanes];
    hn::Store(vector, tag, whole);
    for (int i = 0; i < count; ++i) {
        to[i] = whole[i];
    }
#else
    hn::BlendedStore(vector, hn::FirstN(tag, static_cast<std::size_t>(count)), tag, to);
#endif
}

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
