#include "core/steps/retouch/fill/surroundings.h"

#include "core/steps/retouch/fill/heal.h"
#include "core/steps/retouch/fill/membrane.h"

namespace kinovar::retouch {

namespace {

cv::Mat heal_of(const cv::Mat& picture, const Hole& hole) {
    const cv::Rect part = with_margin(hole, 2 * kHealRing, picture.size());
    const cv::Mat mask = mask_in(hole, part);
    const auto offset = heal_offset(picture, hole);
    cv::Mat filled;
    if (offset) {
        cv::Mat source = picture(part).clone();
        const cv::Rect there = (part + *offset) & cv::Rect({}, picture.size());
        picture(there).copyTo(source(there - *offset - part.tl()));
        filled = healed(picture(part), source, mask);
    } else {
        filled = picture(part).clone();
        fill_membrane(filled, mask);
    }
    return filled(hole.where - part.tl()).clone();
}

} // namespace

Invented invent_from_surroundings(const cv::Mat& picture, const Hole& hole,
                                  const std::stop_token& /*stop*/) {
    return {heal_of(picture, hole), false};
}

} // namespace kinovar::retouch
