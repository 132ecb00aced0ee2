#include "core/base/result.h"

namespace kinovar {

std::string_view to_string(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid argument";
    case ErrorCode::NotFound:
        return "not found";
    case ErrorCode::Unreadable:
        return "unreadable";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::NotWritable:
        return "not writable";
    case ErrorCode::DiskFull:
        return "disk full";
    case ErrorCode::OutOfMemory:
        return "out of memory";
    case ErrorCode::MissingModel:
        return "missing model";
    case ErrorCode::Refused:
        return "refused";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "unknown";
}

std::string Error::one_line() const {
    std::string line = hint.empty() ? message : message + " (" + hint + ")";
    for (char& c : line) {
        if (c == '\n' || c == '\r') {
            c = ' ';
        }
    }
    return line;
}

Error Error::within(std::string_view context) const {
    return Error{code, std::string(context) + ": " + message, hint};
}

} // namespace kinovar
