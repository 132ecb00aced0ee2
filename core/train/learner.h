#pragma once

#include "core/base/result.h"
#include "core/train/checkpoint.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kinovar::train {

/// A network that learns, with the average of the weights of its last steps (what is validated and
/// shipped) and that average when it did best. Used by one thread at a time; exceptions of libtorch
/// and OpenCV pass through.
class Learner {
public:
    Learner() = default;
    Learner(const Learner&) = delete;
    Learner& operator=(const Learner&) = delete;
    virtual ~Learner() = default;

    [[nodiscard]] virtual std::int64_t parameters() const = 0;
    /// In dB, what is reached without the network.
    [[nodiscard]] virtual Result<double> psnr_before() const = 0;
    /// In dB, what the average reaches.
    [[nodiscard]] virtual double psnr() const = 0;
    /// Learns from the batch of that number (counted from 0) and returns the loss. Calls come in
    /// the order of numbers. `progress`: 0 to 1.
    virtual double learn(std::int64_t number, double progress) = 0;
    /// The average is the best there was.
    virtual void keep_best() = 0;
    /// All that is needed to go on later; the tensors are those of the learner itself.
    [[nodiscard]] virtual std::vector<StateTensor> state() = 0;
    /// Writes the best weights.
    [[nodiscard]] virtual Status write(const std::filesystem::path& path,
                                       std::map<std::string, std::string> metadata) const = 0;
};

/// Share of the past in the average of weights after that many steps (Polyak & Juditsky, 1992);
/// less in the beginning.
[[nodiscard]] double average_memory(std::int64_t step);

} // namespace kinovar::train
