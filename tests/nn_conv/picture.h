#pragma once

#include "core/nn/conv/conv3x3.h"

#include <random>
#include <vector>

namespace kinovar::nn::conv::test {

/// Memory around and between the pixels of a picture that nobody may read a number from or write
/// to: a view of some channels in a wider picture with margins, all else filled with a guard.
class GuardedPicture {
public:
    /// The view's values lie `before` channels into pixels of `pixel` channels.
    GuardedPicture(int height, int width, int channels, int before, int pixel);

    void fill_randomly(std::mt19937& random);
    [[nodiscard]] View view();
    [[nodiscard]] ConstView view() const;
    [[nodiscard]] float at(int y, int x, int channel) const;
    /// Whether everything outside the view is as it was.
    [[nodiscard]] bool guards_are_intact() const;

private:
    [[nodiscard]] std::size_t index(int y, int x, int channel) const;

    int height_, width_, channels_, before_, pixel_;
    std::vector<float> memory_;
};

/// A guarded picture of random values with random room around its channels.
GuardedPicture random_picture(std::mt19937& random, int height, int width, int channels);

std::vector<float> random_values(std::mt19937& random, std::size_t count);

} // namespace kinovar::nn::conv::test
