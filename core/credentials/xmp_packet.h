#pragma once

// Private to core/credentials: Exempi's handles, and credentials in and out of an XMP packet.

#include "core/credentials/credentials.h"

#include <exempi/xmp.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <streambuf>

namespace kinovar::credentials {

/// Exempi started, with our namespaces, and nobody else inside: it keeps global tables. Hold one
/// for as long as anything of it is used.
class XmpSession {
public:
    XmpSession();
    ~XmpSession();
    XmpSession(const XmpSession&) = delete;
    XmpSession& operator=(const XmpSession&) = delete;

private:
    std::scoped_lock<std::mutex> lock_;
    std::streambuf* error_output_; ///< of std::cerr, which Exempi would fill with its own messages
};

/// A string of Exempi's own.
class XmpString {
public:
    XmpString() : text_(xmp_string_new()) {}
    ~XmpString() { xmp_string_free(text_); }
    XmpString(const XmpString&) = delete;
    XmpString& operator=(const XmpString&) = delete;

    [[nodiscard]] XmpStringPtr get() const { return text_; }
    [[nodiscard]] std::string_view view() const {
        return {xmp_string_cstr(text_), xmp_string_len(text_)};
    }

private:
    XmpStringPtr text_;
};

struct XmpFree {
    void operator()(XmpPtr xmp) const { xmp_free(xmp); }
};
struct XmpFileFree {
    void operator()(XmpFilePtr file) const { xmp_files_free(file); }
};
using XmpPacket = std::unique_ptr<std::remove_pointer_t<XmpPtr>, XmpFree>;
using XmpFile = std::unique_ptr<std::remove_pointer_t<XmpFilePtr>, XmpFileFree>;

/// Sets what the credentials say; everything else in the packet stays. False: Exempi refused.
[[nodiscard]] bool put_credentials(XmpPtr packet, const Credentials& credentials);
/// NotFound where the packet has no digital source type. Texts are bounded and cleaned.
[[nodiscard]] Result<Credentials> take_credentials(XmpPtr packet);
/// Null where it is none, or might do harm (entities, towers of tags). Untrusted input.
[[nodiscard]] XmpPacket parsed(std::string_view xmp);
[[nodiscard]] Result<std::string> serialised(XmpPtr packet, std::uint32_t options);

} // namespace kinovar::credentials
