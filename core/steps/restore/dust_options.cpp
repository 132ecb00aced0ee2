#include "core/steps/restore/dust_options.h"

namespace kinovar::steps {

const FieldList<DustOptions>& DustOptions::fields() {
    using Options = DustOptions;
    static const FieldList<Options> list =
        FieldList<Options>()
            .add(&Options::sensitivity,
                 {"sensitivity", "Sensitivity",
                  "Higher finds fainter dirt, and sooner takes small moving things for dirt.", "×"},
                 {0.25, 3})
            .add(&Options::bright, {"bright", "Bright dirt", "Mends spots that are too bright."})
            .add(&Options::dark, {"dark", "Dark dirt", "Mends spots that are too dark."})
            .add(&Options::largest,
                 {"largest", "Largest size",
                  "Longer things are never taken for dirt; part of the picture's height.", "%"},
                 {0.5, 100})
            .add(&Options::grow,
                 {"grow", "Grow",
                  "How far around found dirt the picture is mended, for a picture of 480 lines; it "
                  "grows with the picture.",
                  "px"},
                 {0, 8})
            .add(&Options::protect,
                 {"protect", "Protected areas",
                  "Mask picture, folder or name.%06d.png with one mask a frame; white is never "
                  "touched."});
    return list;
}

} // namespace kinovar::steps
