#pragma once

#include "core/nn/ncnn/param_text.h"

#include <cstdint>
#include <initializer_list>
#include <set>

namespace kinovar::nn::ncnn {

struct Range {
    std::int64_t minimum, maximum;
};

/// The parameters of one layer, read with checks; knows which were asked for, so that one that
/// nobody understood is not passed over in silence. Borrows the layer.
class Parameters {
public:
    explicit Parameters(const TextLayer& text) : text_(text) {}

    [[nodiscard]] const TextLayer& text() const { return text_; }
    [[nodiscard]] Result<int> whole(int id, int fallback, Range range);
    [[nodiscard]] Result<float> real(int id, float fallback);
    /// Empty when the file has none.
    [[nodiscard]] Result<std::vector<float>> array(int id);
    /// For what is not supported: absent or of this value, else an error that names it.
    [[nodiscard]] Status must_be(int id, double value, std::string_view what_otherwise);
    [[nodiscard]] Status ignore(std::initializer_list<int> ids);
    /// Fails when the file gives a parameter that nobody asked for.
    [[nodiscard]] Status finish() const;
    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view why) const;

private:
    [[nodiscard]] const ParameterValue* find(int id);

    const TextLayer& text_;
    std::set<int> known_;
};

} // namespace kinovar::nn::ncnn
