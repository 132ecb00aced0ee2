#include "core/gallery/sitters_ahead.h"

#include <algorithm>

namespace kinovar::gallery {

SittersAhead::SittersAhead(std::vector<std::size_t> order, SpecOf spec_of, std::stop_token stop)
    : order_(std::move(order)), spec_of_(std::move(spec_of)),
      stopped_(std::move(stop), [this] { stop_.request_stop(); }) {}

SittersAhead::~SittersAhead() {
    stop_.request_stop(); // the futures wait for their threads
}

void SittersAhead::begin(std::size_t number) {
    if (!sitters_.contains(number)) {
        sitters_.emplace(
            number,
            std::async(std::launch::async,
                       [spec = spec_of_(number), stop = stop_.get_token()]() -> Outcome {
                           auto sitter = Sitter::prepare(spec, stop);
                           return sitter ? std::move(sitter)
                                         : failure(sitter.error().within(spec.entry.file.string()));
                       }));
    }
}

Result<std::shared_ptr<const Sitter>> SittersAhead::get(std::size_t number) {
    begin(number);
    const auto after = std::upper_bound(order_.begin(), order_.end(), number);
    auto outcome = sitters_.at(number).get();
    // A passage asks for its first portrait, then for its second.
    while (!sitters_.empty() && sitters_.begin()->first + 1 < number) {
        sitters_.erase(sitters_.begin());
    }
    if (after != order_.end()) {
        begin(*after);
    }
    return outcome;
}

} // namespace kinovar::gallery
