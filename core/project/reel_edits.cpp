#include "core/project/reel_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace kinovar::project {

namespace {

/// A range that a shot is to have, and the shot that gets it.
struct Place {
    std::int64_t first = 0;
    std::int64_t last = 0;
    Id shot = 0; ///< 0: a new one
};

std::vector<Place> places_between(std::vector<std::int64_t> cuts, std::int64_t frames) {
    std::sort(cuts.begin(), cuts.end());
    std::vector<Place> places;
    std::int64_t first = 0;
    for (const std::int64_t cut : cuts) {
        if (cut > first && cut < frames) {
            places.push_back({first, cut - 1, 0});
            first = cut;
        }
    }
    places.push_back({first, frames - 1, 0});
    return places;
}

std::int64_t overlap(const Place& place, const Shot& shot) {
    return std::min(place.last, shot.last) - std::max(place.first, shot.first) + 1;
}

/// The place that a frame lies in.
std::vector<Place>::iterator place_at(std::vector<Place>& places, std::int64_t frame) {
    return std::prev(std::upper_bound(
        places.begin(), places.end(), frame,
        [](std::int64_t wanted, const Place& place) { return wanted < place.first; }));
}

/// Gives shots their places: first those that begin where they did, then to each of the others the
/// free place that has most of it. What is left over is returned.
std::vector<const Shot*> settle(const std::vector<const Shot*>& shots, std::vector<Place>& places) {
    std::vector<const Shot*> moved;
    for (const Shot* shot : shots) {
        const auto place = place_at(places, shot->first);
        if (place->first == shot->first) {
            place->shot = shot->id;
        } else {
            moved.push_back(shot);
        }
    }
    std::vector<const Shot*> left;
    for (const Shot* shot : moved) {
        Place* best = nullptr;
        for (auto place = place_at(places, shot->first);
             place != places.end() && place->first <= shot->last; ++place) {
            if (place->shot == 0 &&
                (best == nullptr || overlap(*place, *shot) > overlap(*best, *shot))) {
                best = &*place;
            }
        }
        if (best == nullptr) {
            left.push_back(shot);
        } else {
            best->shot = shot->id;
        }
    }
    return left;
}

void give_takes(EditBuilder& builder, const std::vector<Id>& takes, Id shot) {
    for (const Id id : takes) {
        Take take = *builder.get<Take>(id);
        take.shot = shot;
        builder.update(std::move(take));
    }
}

std::vector<const Shot*> shots_in_order(const Document& document, Id reel) {
    std::vector<const Shot*> shots;
    for (const Id id : document.shots_of(reel)) {
        shots.push_back(document.get<Shot>(id));
    }
    return shots;
}

/// The shot after or before it; null: none.
const Shot* neighbour(const Document& document, const Shot& shot, int step) {
    const std::int64_t frame = step > 0 ? shot.last + 1 : shot.first - 1;
    return document.get<Shot>(document.shot_at(shot.reel, frame));
}

/// The second part of a split shot goes on looking as it did: it gets a copy of the picked take,
/// with the fixes that reach into it.
void copy_pick(EditBuilder& builder, const Document& document, const Shot& from, Shot to) {
    const Take* pick = document.get<Take>(from.pick);
    if (pick == nullptr) {
        return;
    }
    Take copy = *pick;
    copy.shot = to.id;
    to.pick = builder.insert(std::move(copy));
    for (const Id id : document.belongings(pick->id)) {
        if (const Fix* fix = document.get<Fix>(id); fix != nullptr && fix->last >= to.first) {
            Fix reaching = *fix;
            reaching.take = to.pick;
            reaching.first = std::max(reaching.first, to.first);
            builder.insert(std::move(reaching));
        }
    }
    builder.update(std::move(to));
}

tl::unexpected<Error> no_such(std::string_view what, Id id) {
    return failure(ErrorCode::NotFound, fmt::format("there is no {} {}", what, id));
}

} // namespace

Result<Edit> add_reel(const Document& document, const media::MediaInfo& info) {
    if (!info.has_video || info.video.frames < 1) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} has no pictures", info.path.string()),
                       "choose a film, an image sequence or a still");
    }
    const std::filesystem::path path = std::filesystem::absolute(info.path).lexically_normal();
    Reel reel;
    reel.name = (path.has_filename() ? path : path.parent_path()).filename().string();
    reel.path = path;
    reel.bytes = info.bytes;
    reel.frames = info.video.frames;
    reel.width = info.video.width;
    reel.height = info.video.height;
    if (info.video.rate.known()) {
        reel.rate = info.video.rate.reduced();
    }
    EditBuilder builder(document);
    const std::int64_t frames = reel.frames;
    const Id id = builder.insert(std::move(reel));
    builder.insert(Shot{.reel = id, .first = 0, .last = frames - 1});
    return builder.finish("Add media");
}

Edit set_cuts(const Document& document, Id reel_id, const std::vector<std::int64_t>& cuts) {
    EditBuilder builder(document);
    const Reel* reel = document.get<Reel>(reel_id);
    assert(reel != nullptr);
    std::vector<Place> places = places_between(cuts, reel->frames);
    const std::vector<const Shot*> left = settle(shots_in_order(document, reel_id), places);
    for (Place& place : places) {
        if (place.shot == 0) {
            place.shot =
                builder.insert(Shot{.reel = reel_id, .first = place.first, .last = place.last});
        } else if (const Shot* shot = document.get<Shot>(place.shot);
                   shot->first != place.first || shot->last != place.last) {
            Shot changed = *shot;
            changed.first = place.first;
            changed.last = place.last;
            builder.update(std::move(changed));
        }
    }
    for (const Shot* shot : left) {
        // Its takes are work that somebody did: they go to the shot that has its frames now.
        give_takes(builder, document.takes_of(shot->id), place_at(places, shot->first)->shot);
        builder.remove(shot->id);
    }
    return builder.finish("Set cuts");
}

Result<Edit> split_shot(const Document& document, Id reel, std::int64_t frame) {
    const Shot* shot = document.get<Shot>(document.shot_at(reel, frame));
    if (shot == nullptr) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("there is no frame {} in the reel", frame));
    }
    if (shot->first == frame) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a shot begins at frame {} already", frame),
                       "go to the frame that the new shot is to begin with");
    }
    EditBuilder builder(document);
    Shot first = *shot;
    first.last = frame - 1;
    builder.update(std::move(first));
    Shot second{.reel = reel, .first = frame, .last = shot->last};
    second.id = builder.insert(second);
    copy_pick(builder, document, *shot, std::move(second));
    return builder.finish("Split shot");
}

Result<Edit> join_with_next(const Document& document, Id shot_id) {
    const Shot* shot = document.get<Shot>(shot_id);
    if (shot == nullptr) {
        return no_such("shot", shot_id);
    }
    const Shot* next = neighbour(document, *shot, 1);
    if (next == nullptr) {
        return failure(ErrorCode::InvalidArgument, "the last shot has none after it",
                       "choose the shot before it");
    }
    EditBuilder builder(document);
    Shot joined = *shot;
    joined.last = next->last;
    builder.update(std::move(joined));
    give_takes(builder, document.takes_of(next->id), shot_id);
    builder.remove(next->id);
    return builder.finish("Join shots");
}

Result<Edit> move_cut(const Document& document, Id shot_id, std::int64_t first) {
    const Shot* shot = document.get<Shot>(shot_id);
    if (shot == nullptr) {
        return no_such("shot", shot_id);
    }
    const Shot* before = neighbour(document, *shot, -1);
    if (before == nullptr) {
        return failure(ErrorCode::InvalidArgument, "the first shot begins where the reel does",
                       "move the beginning of another shot");
    }
    if (first <= before->first || first > shot->last) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a cut at frame {} would leave a shot without frames", first),
                       fmt::format("it can be at frames {}-{}", before->first + 1, shot->last));
    }
    EditBuilder builder(document);
    Shot shortened = *before;
    shortened.last = first - 1;
    builder.update(std::move(shortened));
    Shot moved = *shot;
    moved.first = first;
    builder.update(std::move(moved));
    return builder.finish("Move cut");
}

} // namespace kinovar::project
