#pragma once

// Private to core/gallery.

#include "core/gallery/sitter.h"

#include <functional>
#include <future>
#include <map>
#include <vector>

namespace kinovar::gallery {

/// Prepares portraits in the order in which they are needed, the next one while the present one is
/// rendered. Keeps only those from the one asked for last on. Not thread-safe.
class SittersAhead {
public:
    using SpecOf = std::function<SitterSpec(std::size_t)>;

    /// `order`: numbers of the portraits that are needed, ascending.
    SittersAhead(std::vector<std::size_t> order, SpecOf spec_of, std::stop_token stop);
    ~SittersAhead();
    SittersAhead(const SittersAhead&) = delete;
    SittersAhead& operator=(const SittersAhead&) = delete;

    /// To be asked for in the order of sections: `number`, or the one before it again.
    [[nodiscard]] Result<std::shared_ptr<const Sitter>> get(std::size_t number);

private:
    using Outcome = Result<std::shared_ptr<const Sitter>>;
    void begin(std::size_t number);

    std::vector<std::size_t> order_;
    SpecOf spec_of_;
    std::stop_source stop_;
    std::stop_callback<std::function<void()>> stopped_;
    std::map<std::size_t, std::shared_future<Outcome>> sitters_;
};

} // namespace kinovar::gallery
