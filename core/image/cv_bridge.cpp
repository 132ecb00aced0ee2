#include "core/image/cv_bridge.h"

#include <opencv2/core.hpp>

#include <new>
#include <string>

namespace kinovar {

cv::Mat mat_view(Frame& frame) {
    return {frame.height(), frame.width(), CV_32FC3, frame.values().data()};
}

cv::Mat mat_view(const Frame& frame) {
    // cv::Mat takes only writable memory; see the header.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    return {frame.height(), frame.width(), CV_32FC3, const_cast<float*>(frame.values().data())};
}

Result<FramePtr> frame_from_mat(const cv::Mat& mat, const ColourSpec& colour) {
    if (mat.empty() || mat.dims != 2 || mat.type() != CV_32FC3) {
        return failure(ErrorCode::InvalidArgument,
                       "a matrix that is not a picture of three float channels");
    }
    FramePtr result;
    KINOVAR_TRY(guard_cv("cannot copy a picture", [&] {
        auto frame = std::make_shared<Frame>(mat.cols, mat.rows, colour);
        cv::Mat target = mat_view(*frame);
        mat.copyTo(target);
        result = std::move(frame);
    }));
    return result;
}

Status guard_cv(std::string_view action, const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const cv::Exception& error) {
        const bool memory = error.code == cv::Error::StsNoMem;
        return failure(memory ? ErrorCode::OutOfMemory : ErrorCode::Internal,
                       std::string(action) + ": " + error.err);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, std::string(action) + ": no memory");
    }
}

void set_cv_threads(int threads) {
    cv::setNumThreads(threads);
}

} // namespace kinovar
