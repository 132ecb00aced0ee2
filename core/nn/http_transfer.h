#pragma once

// Private to core/nn: one HTTP request of a download.

#include "core/nn/download.h"
#include "core/nn/download_part.h"

#include <optional>
#include <string>
#include <string_view>

namespace kinovar::nn {

/// Asks for what a part lacks and appends what comes. Used once.
class HttpTransfer {
public:
    HttpTransfer(const DownloadRequest& request, const DownloadOptions& options, DownloadPart& part,
                 Job& job);

    /// Succeeds when the server has given all it had.
    [[nodiscard]] Status run();
    /// After a failure: whether another attempt may help.
    [[nodiscard]] bool may_try_again() const { return may_try_again_; }

private:
    struct Callbacks;

    void take_header(std::string_view line);
    /// Called with the first bytes of an answer: is it what was asked for?
    [[nodiscard]] Status take_answer();
    [[nodiscard]] Status take_bytes(const char* bytes, std::size_t count);
    [[nodiscard]] Status judge(int code, const std::string& text);
    [[nodiscard]] Status judge_answer();
    [[nodiscard]] Error error(ErrorCode code, std::string_view what, std::string hint) const;

    const DownloadRequest& request_;
    const DownloadOptions& options_;
    DownloadPart& part_;
    Job& job_;

    void* handle_ = nullptr; ///< of libcurl, while run() is at work
    long status_ = 0;        ///< of the newest answer; 0: none came
    std::string validator_;  ///< ETag, or the date of the last change
    std::string range_;      ///< Content-Range
    std::int64_t length_ = -1;
    bool answered_ = false; ///< take_answer() has said yes
    bool may_try_again_ = false;
    std::optional<Error> trouble_; ///< what stopped a callback
};

} // namespace kinovar::nn
