#pragma once

// Private to core/credentials: Exempi's handles, and credentials in and out of an XMP packet.

#include "core/credentials/credentials.h"

#include <exempi/xmp.h>

#include <memory>
#include <mutex>

namespace kinovar::credentials {

/// Exempi started, with our namespaces, and nobody else inside: it keeps global tables. Hold one
/// for as long as anything of it is used.
class XmpSession {
public:
    XmpSession();

private:
    std::scoped_lock<std::mutex> lock_;
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
[[nodiscard]] Result<std::string> serialised(XmpPtr packet);

} // namespace kinovar::credentials
