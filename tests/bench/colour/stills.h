#pragma once

#include "tests/bench/colour/bench_pictures.h"
#include "tests/bench/colour/colour_methods.h"
#include "tests/bench/colour/hint_places.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

struct StillsOptions {
    std::vector<int> counts{0, 1, 5, 10, 50, 100}; ///< hints a picture
    int seeds = 3;                                 ///< draws of hints
    ListedPlaces places; ///< instead of draws; not empty: every picture and count is listed
    std::filesystem::path sheets; ///< folder for strips of the first draw; empty: none
};

/// Means over pictures and seeds, one figure a method: [count][method].
struct StillsFigures {
    std::vector<std::vector<double>> psnr;  ///< dB of a* and b*, peak 255
    std::vector<std::vector<double>> edges; ///< mean error of ab within few px of edges of colour
    std::vector<std::vector<double>> vivid; ///< mean chroma there is / in the truth
    double largest_luma_error = 0;          ///< |ΔY'| of anything coloured, as floats
    double largest_byte_error = 0;          ///< after rounding to 8 bits, in levels of luma
};

[[nodiscard]] Result<StillsFigures> measure_stills(const std::vector<ColourPicture>& pictures,
                                                   const std::vector<ColourMethod>& methods,
                                                   const StillsOptions& options);

/// Tables for docs/quality.md.
[[nodiscard]] std::string stills_markdown(const StillsFigures& figures,
                                          const std::vector<ColourMethod>& methods,
                                          const StillsOptions& options);

} // namespace kinovar::bench
