#include "core/base/hash.h"

#include "core/base/file.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace kinovar {

struct Hasher::State {
    XXH3_state_t* xxh;
};

std::string Hash128::hex() const {
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                  static_cast<unsigned long long>(low));
    return text.data();
}

Hasher::Hasher() : state_(new State{XXH3_createState()}) {
    XXH3_128bits_reset(state_->xxh);
}

Hasher::~Hasher() {
    XXH3_freeState(state_->xxh);
    delete state_;
}

Hasher& Hasher::add(std::string_view bytes) {
    const auto length = static_cast<std::uint64_t>(bytes.size());
    XXH3_128bits_update(state_->xxh, &length, sizeof length);
    XXH3_128bits_update(state_->xxh, bytes.data(), bytes.size());
    return *this;
}

Hasher& Hasher::add(std::int64_t value) {
    XXH3_128bits_update(state_->xxh, &value, sizeof value);
    return *this;
}

Hasher& Hasher::add(double value) {
    XXH3_128bits_update(state_->xxh, &value, sizeof value);
    return *this;
}

Hasher& Hasher::add(const Hash128& value) {
    XXH3_128bits_update(state_->xxh, &value.high, sizeof value.high);
    XXH3_128bits_update(state_->xxh, &value.low, sizeof value.low);
    return *this;
}

Hash128 Hasher::finish() const {
    const XXH128_hash_t digest = XXH3_128bits_digest(state_->xxh);
    return {digest.high64, digest.low64};
}

namespace {

Result<std::vector<unsigned char>> digest_of_file(const std::filesystem::path& path,
                                                  const EVP_MD* kind) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (!file) {
        return failure(error_from_errno(errno, "cannot open", path));
    }
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                     &EVP_MD_CTX_free);
    if (!context || EVP_DigestInit_ex(context.get(), kind, nullptr) != 1) {
        return failure(ErrorCode::Internal, "cannot start a digest");
    }
    std::vector<unsigned char> block(std::size_t{1} << 20U);
    for (;;) {
        const std::size_t got = std::fread(block.data(), 1, block.size(), file.get());
        EVP_DigestUpdate(context.get(), block.data(), got);
        if (got < block.size()) {
            break;
        }
    }
    if (std::ferror(file.get()) != 0) {
        return failure(error_from_errno(errno, "cannot read", path));
    }
    std::vector<unsigned char> digest(EVP_MAX_MD_SIZE);
    unsigned int length = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    digest.resize(length);
    return digest;
}

} // namespace

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const auto digest, digest_of_file(path, EVP_sha256()));
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

Result<std::string> sha512_integrity_of_file(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const auto digest, digest_of_file(path, EVP_sha512()));
    std::string text(((digest.size() + 2) / 3) * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), digest.data(),
                                       static_cast<int>(digest.size()));
    text.resize(static_cast<std::size_t>(length));
    return "sha512-" + text;
}

} // namespace kinovar
