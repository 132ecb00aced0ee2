#include "core/image/chroma_taps.h"

#include "core/image/row_kernels.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace kinovar::chroma {

namespace {

constexpr float kSlope = 1.0F / 8;

/// Whole-sample symmetric extension: … 2 1 | 0 1 2 … n−1 | n−2 …
int mirrored(int at, int size) {
    if (size == 1) {
        return 0;
    }
    const int inside = std::abs(at);
    return inside < size ? inside : 2 * (size - 1) - inside;
}

/// The 5/3 low-pass around luma position `centre`: x + (d[left] + d[right])/4 with
/// d[p] = x[p] − (x[p−1] + x[p+1])/2.
void add_low_pass(Taps& taps, int centre, int left, int right, int size) {
    taps.add(centre, 1.0F);
    for (const int detail : {left, right}) {
        taps.add(mirrored(detail, size), 1.0F / 4);
        taps.add(mirrored(detail - 1, size), -1.0F / 8);
        taps.add(mirrored(detail + 1, size), -1.0F / 8);
    }
}

float sum(const Taps& taps, const float* values) {
    float total = 0;
    for (int i = 0; i < taps.count; ++i) {
        total += taps.weight[i] * values[taps.position[i]];
    }
    return total;
}

Taps up_first(int fine, int at) {
    const int coarse = coarse_size(fine);
    Taps taps;
    if (at % 2 == 0) {
        taps.add(at / 2, 1.0F);
    } else {
        taps.add(at / 2, 0.5F);
        taps.add(std::min(at / 2 + 1, coarse - 1), 0.5F);
    }
    return taps;
}

Taps up_centred(int fine, int at) {
    const int coarse = coarse_size(fine);
    const int k = at / 2;
    Taps taps;
    taps.add(k, 1.0F);
    if (2 * k + 1 < fine) {
        const float slope = at % 2 == 0 ? kSlope : -kSlope;
        taps.add(std::max(k - 1, 0), slope);
        taps.add(std::min(k + 1, coarse - 1), -slope);
    }
    return taps;
}

Taps up_last(int fine, int at) {
    Taps taps;
    if (at % 2 == 1 || at == fine - 1) {
        taps.add(at / 2, 1.0F);
    } else {
        taps.add(std::max(at / 2 - 1, 0), 0.5F);
        taps.add(at / 2, 0.5F);
    }
    return taps;
}

Taps down_last(int fine, int at) {
    const int centre = 2 * at + 1;
    Taps taps;
    if (centre >= fine) {
        taps.add(fine - 1, 1.0F);
        return taps;
    }
    // With an odd height the position below the last regular sample holds a sample of its own, not
    // a detail, so the detail above counts twice.
    const bool below_is_sample = fine % 2 == 1 && centre + 1 == fine - 1;
    const int right = below_is_sample || centre + 1 >= fine ? centre - 1 : centre + 1;
    add_low_pass(taps, centre, centre - 1, right, fine);
    return taps;
}

} // namespace

Phase horizontal_phase(ChromaSiting siting) {
    switch (siting) {
    case ChromaSiting::Center:
    case ChromaSiting::Top:
    case ChromaSiting::Bottom:
        return Phase::Centred;
    case ChromaSiting::Unspecified:
    case ChromaSiting::Left:
    case ChromaSiting::TopLeft:
    case ChromaSiting::BottomLeft:
        break;
    }
    return Phase::First;
}

Phase vertical_phase(ChromaSiting siting) {
    switch (siting) {
    case ChromaSiting::TopLeft:
    case ChromaSiting::Top:
        return Phase::First;
    case ChromaSiting::BottomLeft:
    case ChromaSiting::Bottom:
        return Phase::Last;
    case ChromaSiting::Unspecified:
    case ChromaSiting::Left:
    case ChromaSiting::Center:
        break;
    }
    return Phase::Centred;
}

void Taps::add(int at, float by) {
    int place = 0;
    while (place < count && position[place] < at) {
        ++place;
    }
    if (place < count && position[place] == at) {
        weight[place] += by;
        return;
    }
    assert(count < kMost);
    std::copy_backward(position.begin() + place, position.begin() + count,
                       position.begin() + count + 1);
    std::copy_backward(weight.begin() + place, weight.begin() + count, weight.begin() + count + 1);
    position[place] = at;
    weight[place] = by;
    ++count;
}

Taps taps_up(Phase phase, int fine, int at) {
    switch (phase) {
    case Phase::First:
        return up_first(fine, at);
    case Phase::Last:
        return up_last(fine, at);
    case Phase::Centred:
        break;
    }
    return up_centred(fine, at);
}

Taps taps_down(Phase phase, int fine, int at) {
    if (phase == Phase::Last) {
        return down_last(fine, at);
    }
    Taps taps;
    if (phase == Phase::First) {
        add_low_pass(taps, 2 * at, 2 * at - 1, 2 * at + 1, fine);
    } else if (2 * at + 1 < fine) {
        taps.add(2 * at, 0.5F);
        taps.add(2 * at + 1, 0.5F);
    } else {
        taps.add(2 * at, 1.0F);
    }
    return taps;
}

void spread_row(Phase phase, float* fine_row, int fine, const float* coarse_row) {
    assert(phase != Phase::Last);
    // The kernels do the samples k in [1, end) whose neighbours all exist; taps do the edges.
    const int end = std::max(1, coarse_size(fine) - 1);
    const auto inner = static_cast<std::size_t>(end - 1);
    if (phase == Phase::First) {
        rows::spread_cosited(fine_row + 2, coarse_row + 1, inner);
    } else {
        rows::spread_centred(fine_row + 2, coarse_row + 1, inner);
    }
    for (int at = 0; at < std::min(2, fine); ++at) {
        fine_row[at] = sum(taps_up(phase, fine, at), coarse_row);
    }
    for (int at = 2 * end; at < fine; ++at) {
        fine_row[at] = sum(taps_up(phase, fine, at), coarse_row);
    }
}

void gather_row(Phase phase, float* coarse_row, const float* fine_row, int fine) {
    assert(phase != Phase::Last);
    const int coarse = coarse_size(fine);
    const int end = std::max(1, coarse - 2);
    const auto inner = static_cast<std::size_t>(end - 1);
    if (phase == Phase::First) {
        rows::gather_cosited(coarse_row + 1, fine_row + 2, inner);
    } else {
        rows::gather_centred(coarse_row + 1, fine_row + 2, inner);
    }
    coarse_row[0] = sum(taps_down(phase, fine, 0), fine_row);
    for (int at = end; at < coarse; ++at) {
        coarse_row[at] = sum(taps_down(phase, fine, at), fine_row);
    }
}

} // namespace kinovar::chroma
