#pragma once

#include "core/base/job.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace kinovar::nn {

/// One file to bring.
struct DownloadRequest {
    std::string url;              ///< https://…
    std::filesystem::path target; ///< where it appears once it is whole and right
    std::uint64_t bytes = 0;      ///< what it must have; 0: not known
    std::string sha256;           ///< of the whole file, lower-case hex
};

struct DownloadOptions {
    bool plain_local = false; ///< also plain http, from this very machine only (tests)
    int attempts = 6;         ///< in a row that bring nothing new
    std::chrono::milliseconds first_pause{500}; ///< before the second attempt; doubles each time
    std::chrono::seconds stall{30};             ///< as long without a byte counts as broken

    /// The defaults; KINOVAR_DOWNLOAD_LOCAL=1 sets plain_local.
    static DownloadOptions from_environment();
};

/// Brings a file over https. What has come lies in TARGET.part (with TARGET.part.tag, which says of
/// which version); a download that broke off or was killed goes on there (HTTP Range, If-Range).
/// Only a file whose size and SHA-256 are right gets its name; one that is not is deleted.
///
/// Broken connections and errors of the server are tried again after growing pauses. At most five
/// redirects, to https only. Progress in bytes; the job can be cancelled at any moment, the part
/// stays. Errors name the address and what is wrong with the answer.
/// RFC 9110 sections 13.1.5, 14.2 and 15.3.7.
[[nodiscard]] Status download_file(const DownloadRequest& request, const DownloadOptions& options,
                                   Job& job);

} // namespace kinovar::nn
