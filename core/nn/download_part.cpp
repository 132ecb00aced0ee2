#include "core/nn/download_part.h"

#include "core/base/file.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace kinovar::nn {

namespace {

constexpr std::uint64_t kMaxTagBytes = 16'384;

} // namespace

DownloadPart::DownloadPart(const std::filesystem::path& target, std::string url)
    : path_(target.string() + ".part"), tag_path_(target.string() + ".part.tag"),
      url_(std::move(url)) {}

Status DownloadPart::open() {
    const std::string tag = read_file(tag_path_, kMaxTagBytes).value_or("");
    const std::size_t line = tag.find('\n');
    std::error_code trouble;
    if (line == std::string::npos || tag.substr(0, line) != url_) {
        discard();
    } else {
        validator_ = tag.substr(line + 1);
    }
    file_.reset(std::fopen(path_.c_str(), "abe"));
    if (!file_) {
        return failure(error_from_errno(errno, "cannot write", path_));
    }
    size_ = std::filesystem::file_size(path_, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot read", path_));
    }
    return {};
}

Status DownloadPart::start_over(const std::string& validator) {
    validator_ = validator;
    size_ = 0;
    if (std::fflush(file_.get()) != 0 || ::ftruncate(::fileno(file_.get()), 0) != 0) {
        return failure(error_from_errno(errno, "cannot write", path_));
    }
    return write_file(tag_path_, url_ + "\n" + validator_);
}

Status DownloadPart::append(const char* bytes, std::size_t count) {
    if (std::fwrite(bytes, 1, count, file_.get()) != count) {
        return failure(error_from_errno(errno, "cannot write", path_));
    }
    size_ += count;
    return {};
}

Status DownloadPart::close() {
    if (std::FILE* file = file_.release(); file != nullptr && std::fclose(file) != 0) {
        return failure(error_from_errno(errno, "cannot write", path_));
    }
    return {};
}

void DownloadPart::discard() {
    file_.reset();
    size_ = 0;
    validator_.clear();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    std::filesystem::remove(tag_path_, ignored);
}

} // namespace kinovar::nn
