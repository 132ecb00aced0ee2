#include "core/image/mat_pool.h"

#include "core/image/frame_memory.h"

#include <opencv2/core.hpp>

#include <memory>

namespace kinovar {

namespace {

/// Sizes that differ by a few rows share memory.
std::size_t rounded(std::size_t bytes) {
    constexpr std::size_t kUnit = std::size_t{1} << 20U;
    return bytes < kUnit ? bytes : (bytes + kUnit - 1) / kUnit * kUnit;
}

/// OpenCV's own allocator but for where memory comes from.
class PooledAllocator final : public cv::MatAllocator {
public:
    cv::UMatData* allocate(int dims, const int* sizes, int type, void* given, std::size_t* step,
                           cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
        if (given != nullptr) {
            return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, given, step, flags,
                                                        usage);
        }
        std::size_t total = CV_ELEM_SIZE(type);
        for (int i = dims - 1; i >= 0; --i) {
            if (step != nullptr) {
                step[i] = total;
            }
            total *= static_cast<std::size_t>(sizes[i]);
        }
        auto data = std::make_unique<cv::UMatData>(this);
        data->size = total;
        data->data = data->origdata =
            reinterpret_cast<unsigned char*>(take_frame_memory(rounded(total)));
        return data.release();
    }

    bool allocate(cv::UMatData* data, cv::AccessFlag /*flags*/,
                  cv::UMatUsageFlags /*usage*/) const override {
        return data != nullptr;
    }

    void deallocate(cv::UMatData* data) const override {
        if (data == nullptr) {
            return;
        }
        CV_Assert(data->urefcount == 0 && data->refcount == 0);
        give_back_frame_memory(reinterpret_cast<float*>(data->origdata), rounded(data->size));
        data->origdata = nullptr;
        delete data;
    }
};

} // namespace

void pool_matrices() {
    // Never destroyed: matrices may outlive static objects.
    static auto* const allocator = new PooledAllocator;
    cv::Mat::setDefaultAllocator(allocator);
}

} // namespace kinovar
