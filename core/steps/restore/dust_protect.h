#pragma once

#include "core/base/result.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

namespace kinovar::steps::dust {

/// Masks of what must not be touched: one picture for the whole film, or a file a frame
/// (`name.%06d.png` or a folder of 000000.png …, numbered as the clip's frames). A frame without a
/// file is not protected. Thread-safe.
class ProtectMask {
public:
    /// `path` empty: nothing is protected. Errors: there is no such file or folder; a still of
    /// another size than width × height.
    static Result<std::shared_ptr<const ProtectMask>> open(const std::filesystem::path& path,
                                                           int width, int height);

    /// CV_8U, width × height, 255 where protected; empty where nothing is. Errors: a mask that
    /// cannot be read or has another size.
    [[nodiscard]] Result<cv::Mat> of(std::int64_t n) const;

private:
    ProtectMask(std::filesystem::path path, cv::Size size) : path_(std::move(path)), size_(size) {}
    [[nodiscard]] Result<cv::Mat> read(const std::filesystem::path& file) const;

    std::filesystem::path path_; ///< pattern; empty for a still or none
    cv::Size size_;
    cv::Mat still_;
};

} // namespace kinovar::steps::dust
