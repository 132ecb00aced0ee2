#include "core/nn/download.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/download_part.h"
#include "core/nn/http_transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <thread>

namespace kinovar::nn {

namespace {

constexpr std::chrono::milliseconds kPauseStep{50};
constexpr std::chrono::milliseconds kLongestPause{30'000};

/// Waits before the next attempt, watching the job.
Status pause(std::chrono::milliseconds length, Job& job) {
    const auto end = std::chrono::steady_clock::now() + length;
    while (std::chrono::steady_clock::now() < end) {
        KINOVAR_TRY(job.checkpoint());
        std::this_thread::sleep_for(kPauseStep);
    }
    return {};
}

/// One download from the first attempt to the verified file.
class Download {
public:
    Download(const DownloadRequest& request, const DownloadOptions& options, Job& job)
        : request_(request), options_(options), job_(job), part_(request.target, request.url) {}

    Status run() {
        KINOVAR_TRY(part_.open());
        const bool resumed = part_.size() > 0;
        KINOVAR_TRY(bring());
        Status right = check();
        if (!right && right.error().code == ErrorCode::Corrupt && resumed) {
            // What lay there before may have been of another version.
            job_.warn(fmt::format("{}: what an earlier run had brought does not fit; once more "
                                  "from the beginning",
                                  request_.url));
            part_.discard();
            KINOVAR_TRY(part_.open());
            KINOVAR_TRY(bring());
            right = check();
        }
        if (!right) {
            part_.discard();
            return right;
        }
        KINOVAR_TRY(publish(part_.path(), request_.target));
        std::error_code ignored;
        std::filesystem::remove(part_.tag_path(), ignored);
        return {};
    }

private:
    /// Attempts until all bytes are there.
    Status bring() {
        job_.begin("download", static_cast<std::int64_t>(request_.bytes));
        job_.advance_done_before(static_cast<std::int64_t>(part_.size()));
        std::uint64_t most = part_.size();
        int failures = 0;
        std::chrono::milliseconds wait = options_.first_pause;
        while (request_.bytes == 0 || part_.size() != request_.bytes) {
            KINOVAR_TRY(job_.checkpoint());
            HttpTransfer transfer(request_, options_, part_, job_);
            const Status status = transfer.run();
            if (status) {
                break;
            }
            if (!transfer.may_try_again()) {
                if (status.error().code == ErrorCode::Corrupt) {
                    part_.discard();
                }
                return status;
            }
            const bool got_further = part_.size() > most;
            most = std::max(most, part_.size());
            failures = got_further ? 0 : failures + 1;
            wait = got_further ? options_.first_pause : wait;
            if (failures >= options_.attempts) {
                return status;
            }
            job_.log(fmt::format("{}; trying again", status.error().message));
            KINOVAR_TRY(pause(wait, job_));
            wait = std::min(wait * 2, kLongestPause);
        }
        return part_.close();
    }

    Status check() {
        if (request_.bytes != 0 && part_.size() != request_.bytes) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{} gave {} bytes, expected {}", request_.url, part_.size(),
                                       request_.bytes),
                           "nothing was kept");
        }
        KINOVAR_TRY_ASSIGN(const std::string found, sha256_of_file(part_.path()));
        if (found != request_.sha256) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{} gave another file than the one that was checked: "
                                       "SHA-256 {}, expected {}",
                                       request_.url, found, request_.sha256),
                           "nothing was kept; do not use this source if it happens again");
        }
        return {};
    }

    const DownloadRequest& request_;
    const DownloadOptions& options_;
    Job& job_;
    DownloadPart part_;
};

} // namespace

DownloadOptions DownloadOptions::from_environment() {
    DownloadOptions options;
    const char* local = std::getenv("KINOVAR_DOWNLOAD_LOCAL");
    options.plain_local = local != nullptr && std::string_view(local) == "1";
    return options;
}

Status download_file(const DownloadRequest& request, const DownloadOptions& options, Job& job) {
    return Download(request, options, job).run();
}

} // namespace kinovar::nn
