#include "core/nn/http_transfer.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <memory>
#include <mutex>

namespace kinovar::nn {

namespace {

constexpr long kMostRedirects = 5;
constexpr long kConnectSeconds = 30;
constexpr std::uint64_t kMostBytes = std::uint64_t{16} << 30U; ///< where the size is not known
enum : long {
    kOk = 200,
    kPartial = 206,
    kFirstRedirect = 300,
    kFirstError = 400,
    kNotFound = 404,
    kTimeout = 408,
    kGone = 410,
    kRangeNotSatisfiable = 416,
    kTooEarly = 425,
    kTooMany = 429,
    kServerError = 500
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::optional<std::uint64_t> number_at(std::string_view& text) {
    std::uint64_t value = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (trouble != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// "bytes 100-199/200" → where it begins, and the whole length (none for "*").
struct ContentRange {
    std::uint64_t begin = 0;
    std::optional<std::uint64_t> total;
};

std::optional<ContentRange> parse_content_range(std::string_view text) {
    constexpr std::string_view kUnit = "bytes ";
    if (!text.starts_with(kUnit)) {
        return std::nullopt;
    }
    text.remove_prefix(kUnit.size());
    const auto begin = number_at(text);
    if (!begin || !text.starts_with('-')) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    if (!number_at(text) || !text.starts_with('/')) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    return ContentRange{*begin, number_at(text)};
}

bool is_plain_local(const DownloadRequest& request, const DownloadOptions& options) {
    return options.plain_local && request.url.starts_with("http://127.0.0.1:");
}

/// Where a broken connection is the likely reason.
bool is_passing(CURLcode code) {
    constexpr std::array kPassing = {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY,
                                     CURLE_COULDNT_CONNECT,      CURLE_PARTIAL_FILE,
                                     CURLE_OPERATION_TIMEDOUT,   CURLE_SSL_CONNECT_ERROR,
                                     CURLE_GOT_NOTHING,          CURLE_SEND_ERROR,
                                     CURLE_RECV_ERROR,           CURLE_HTTP2,
                                     CURLE_HTTP2_STREAM,         CURLE_WEIRD_SERVER_REPLY};
    return std::find(kPassing.begin(), kPassing.end(), code) != kPassing.end();
}

using Easy = std::unique_ptr<CURL, void (*)(CURL*)>;
using List = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

Easy new_handle() {
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
    return {::curl_easy_init(), &::curl_easy_cleanup};
}

} // namespace

/// What libcurl calls; errors stay in the transfer, since nothing may be thrown through C.
struct HttpTransfer::Callbacks {
    static std::size_t header(char* text, std::size_t one, std::size_t count, void* self) {
        static_cast<HttpTransfer*>(self)->take_header({text, one * count});
        return one * count;
    }

    static std::size_t body(char* bytes, std::size_t one, std::size_t count, void* self) {
        auto& transfer = *static_cast<HttpTransfer*>(self);
        if (Status status = transfer.take_bytes(bytes, one * count); !status) {
            transfer.trouble_ = std::move(status).error();
            return 0; // ends the transfer
        }
        return one * count;
    }

    static int progress(void* self, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*up*/,
                        curl_off_t /*sent*/) {
        auto& transfer = *static_cast<HttpTransfer*>(self);
        if (Status status = transfer.job_.checkpoint(); !status) {
            transfer.trouble_ = std::move(status).error();
            return 1;
        }
        return 0;
    }

    /// Plain http may speak to this machine only, also after a redirect.
    static int before_request(void* self, char* address, char* /*own*/, int /*port*/,
                              int /*own_port*/) {
        auto& transfer = *static_cast<HttpTransfer*>(self);
        if (std::string_view(address) == "127.0.0.1") {
            return CURL_PREREQFUNC_OK;
        }
        transfer.trouble_ = transfer.error(ErrorCode::Refused, "leads away from this machine", "");
        return CURL_PREREQFUNC_ABORT;
    }
};

HttpTransfer::HttpTransfer(const DownloadRequest& request, const DownloadOptions& options,
                           DownloadPart& part, Job& job)
    : request_(request), options_(options), part_(part), job_(job) {}

Error HttpTransfer::error(ErrorCode code, std::string_view what, std::string hint) const {
    return {code, fmt::format("{} {}", request_.url, what), std::move(hint)};
}

Status HttpTransfer::run() {
    const Easy easy = new_handle();
    if (!easy) {
        return failure(ErrorCode::OutOfMemory, "memory ran out while downloading");
    }
    const bool local = is_plain_local(request_, options_);
    std::array<char, CURL_ERROR_SIZE> text{};
    handle_ = easy.get();
    CURL* curl = easy.get();
    ::curl_easy_setopt(curl, CURLOPT_URL, request_.url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
    ::curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, local ? "http,https" : "https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    ::curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirects);
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stall.count()));
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "kinovar");
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, text.data());
    ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Callbacks::header);
    ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Callbacks::body);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Callbacks::progress);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    if (local) {
        ::curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
        ::curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &Callbacks::before_request);
        ::curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
    }
    List headers(nullptr, &::curl_slist_free_all);
    if (part_.size() > 0) {
        ::curl_easy_setopt(curl, CURLOPT_RANGE, fmt::format("{}-", part_.size()).c_str());
        if (!part_.validator().empty()) {
            headers.reset(::curl_slist_append(nullptr, ("If-Range: " + part_.validator()).c_str()));
            ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
        }
    }
    const CURLcode code = ::curl_easy_perform(curl);
    Status status = judge(code, text[0] != '\0' ? text.data() : ::curl_easy_strerror(code));
    handle_ = nullptr;
    return status;
}

void HttpTransfer::take_header(std::string_view line) {
    if (line.starts_with("HTTP/")) { // a new answer: after a redirect, say
        validator_.clear();
        range_.clear();
        length_ = -1;
        answered_ = false;
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        return;
    }
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "etag" && !value.starts_with("W/")) { // weak ones do not promise the same bytes
        validator_ = value;
    } else if (name == "last-modified" && validator_.empty()) {
        validator_ = value;
    } else if (name == "content-range") {
        range_ = value;
    } else if (name == "content-length") {
        std::string_view rest = value;
        const auto length = number_at(rest);
        length_ = length && *length < kMostBytes ? static_cast<std::int64_t>(*length) : -1;
    }
}

Status HttpTransfer::take_answer() {
    ::curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    std::optional<std::uint64_t> total;
    if (status_ == kPartial) {
        const auto range = parse_content_range(range_);
        if (!range || range->begin != part_.size()) {
            may_try_again_ = true;
            KINOVAR_TRY(part_.start_over(""));
            return failure(error(ErrorCode::Unreadable, "gave another piece than asked for", ""));
        }
        total = range->total;
    } else {
        // The whole file, because nothing was there yet, or another version, or a server that
        // cannot give pieces.
        KINOVAR_TRY(part_.start_over(validator_));
        job_.begin("download", static_cast<std::int64_t>(request_.bytes));
        if (length_ >= 0) {
            total = static_cast<std::uint64_t>(length_);
        }
    }
    if (request_.bytes != 0 && total && *total != request_.bytes) {
        return failure(error(ErrorCode::Corrupt,
                             fmt::format("offers {} bytes, expected {}", *total, request_.bytes),
                             "the file there is not the one that the catalogue knows"));
    }
    answered_ = true;
    return {};
}

Status HttpTransfer::take_bytes(const char* bytes, std::size_t count) {
    ::curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    if (status_ != kOk && status_ != kPartial) {
        return {}; // the page that comes with an error
    }
    if (!answered_) {
        KINOVAR_TRY(take_answer());
    }
    const std::uint64_t limit = request_.bytes != 0 ? request_.bytes : kMostBytes;
    if (count > limit - std::min(limit, part_.size())) {
        return failure(error(ErrorCode::Corrupt,
                             fmt::format("gives more than the expected {} bytes", limit),
                             "the file there is not the one that the catalogue knows"));
    }
    KINOVAR_TRY(part_.append(bytes, count));
    job_.advance(static_cast<std::int64_t>(count));
    return {};
}

Status HttpTransfer::judge(int code, const std::string& text) {
    if (trouble_) {
        return failure(*trouble_);
    }
    if (code != CURLE_OK) {
        may_try_again_ = is_passing(static_cast<CURLcode>(code));
        return failure(error(ErrorCode::Unreadable, fmt::format("cannot be downloaded: {}", text),
                             "check the network connection, then run it again; it goes on where "
                             "it stopped"));
    }
    ::curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status_);
    return judge_answer();
}

Status HttpTransfer::judge_answer() {
    if (status_ == kRangeNotSatisfiable) {
        may_try_again_ = true;
        KINOVAR_TRY(part_.start_over(""));
        return failure(error(ErrorCode::Unreadable, "has fewer bytes than were here", ""));
    }
    if (status_ == kNotFound || status_ == kGone) {
        return failure(error(ErrorCode::NotFound, fmt::format("is not there ({})", status_),
                             "a newer version of the program may know where it went"));
    }
    if (status_ >= kFirstRedirect || status_ < kOk) {
        may_try_again_ = status_ == kTimeout || status_ == kTooEarly || status_ == kTooMany ||
                         status_ >= kServerError;
        return failure(error(ErrorCode::Unreadable,
                             fmt::format("was refused by the server ({})", status_),
                             "try again later"));
    }
    if (request_.bytes != 0 && part_.size() < request_.bytes) {
        may_try_again_ = true;
        return failure(
            error(ErrorCode::Corrupt,
                  fmt::format("ended after {} of {} bytes", part_.size(), request_.bytes),
                  "run it again; it goes on where it stopped"));
    }
    return {};
}

} // namespace kinovar::nn
