#include "core/base/file.h"
#include "core/image/test_picture.h"
#include "core/media/picture_file.h"
#include "tests/credentials/samples.h"
#include "tests/e2e/program.h"

#include <algorithm>

namespace kinovar::test {
namespace {

namespace fs = std::filesystem;
using credentials::Credentials;
using credentials::read_credentials;
using credentials::write_credentials;

/// Every stream's packets, without the container around them.
std::string stream_hashes(const fs::path& file) {
    return run_command("ffmpeg -v error -i " + quoted(file) + " -map 0 -c copy -f streamhash -")
        .out;
}

/// Decoded frames with their times.
std::string frame_hashes(const fs::path& file) {
    return run_command("ffmpeg -v error -i " + quoted(file) + " -map 0 -f framemd5 -").out;
}

/// `whole_file`: the "stream" that ffmpeg sees in a still is the file itself.
void expect_carried_inside(const TemporaryFolder& folder, const fs::path& file, bool whole_file) {
    const std::string frames = frame_hashes(file);
    const std::string streams = stream_hashes(file);
    ASSERT_FALSE(frames.empty());
    ASSERT_OK(write_credentials(file, sample_credentials()));
    EXPECT_FALSE(fs::exists(file.string() + ".xmp")) << "a sidecar, not inside";
    EXPECT_EQ(frame_hashes(file), frames);
    EXPECT_TRUE(whole_file || stream_hashes(file) == streams);
    const auto read = read_credentials(file);
    ASSERT_OK(read);
    EXPECT_EQ(*read, sample_credentials());
    // A second, shorter set takes the place of the first.
    Credentials bare;
    bare.software = "Kinovar 0.2";
    ASSERT_OK(write_credentials(file, bare));
    const auto again = read_credentials(file);
    ASSERT_OK(again);
    EXPECT_EQ(*again, bare);
    EXPECT_EQ(frame_hashes(file), frames);
    for (const std::string& name : names_in(folder.path())) {
        EXPECT_EQ(name.find("kinovar-part"), std::string::npos) << name;
    }
}

class StillCredentials : public testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(StillCredentials, LieInsideAndLeaveThePixels) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto [name, bits] = GetParam();
    const fs::path file = folder / name;
    const FramePtr picture = test_picture(96, 64);
    ASSERT_OK(media::write_picture(file, *picture, *media::picture_format_of(file), bits));
    const auto before = media::read_picture(file);
    ASSERT_OK(before);
    expect_carried_inside(folder, file, true);
    const auto after = media::read_picture(file);
    ASSERT_OK(after);
    EXPECT_TRUE(std::ranges::equal((*before)->values(), (*after)->values()));
}

INSTANTIATE_TEST_SUITE_P(Credentials, StillCredentials,
                         testing::Values(std::pair{"still.png", 8}, std::pair{"deep.png", 16},
                                         std::pair{"still.jpg", 8}, std::pair{"still.tif", 8},
                                         std::pair{"deep.tif", 16}));

struct FilmCase {
    const char* name;
    const char* encoder;
};
class FilmCredentials : public testing::TestWithParam<FilmCase> {};

TEST_P(FilmCredentials, LieInsideAndLeaveTheStreams) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const fs::path file = folder / GetParam().name;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=128x96:rate=25:duration=1 " +
                     std::string(GetParam().encoder) + " " + quoted(file));
    expect_carried_inside(folder, file, file.extension() == ".webp");
}

INSTANTIATE_TEST_SUITE_P(
    Credentials, FilmCredentials,
    testing::Values(FilmCase{"film.mp4", "-f lavfi -i sine=duration=1 -c:v libx264 -c:a aac"},
                    FilmCase{"fast.mp4", "-f lavfi -i sine=duration=1 -c:v libx264 -c:a aac "
                                         "-movflags +faststart -metadata title=Title"},
                    FilmCase{"free-keys.mp4", "-c:v libx264 -movflags +use_metadata_tags+faststart "
                                              "-metadata credits=Somebody"},
                    FilmCase{"prores.mov",
                             "-f lavfi -i sine=duration=1 -c:v prores_ks -c:a "
                             "pcm_s16le -metadata title=Заглавие -timecode 01:00:00:00"},
                    FilmCase{"h264.mov", "-c:v libx264 -movflags +faststart"},
                    FilmCase{"loop.gif", "-loop 0"},
                    FilmCase{"still.webp", "-c:v libwebp -frames:v 1"},
                    FilmCase{"exact.webp", "-c:v libwebp -lossless 1 -frames:v 1 -pix_fmt bgra"}));

TEST(Credentials, StandBesideWhatTakesNone) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:duration=1 -c:v ffv1 " +
                     quoted(folder / "film.mkv"));
    const std::string before = bytes_of(folder / "film.mkv");
    ASSERT_OK(write_credentials(folder / "film.mkv", sample_credentials()));
    EXPECT_EQ(bytes_of(folder / "film.mkv"), before);
    EXPECT_TRUE(fs::exists(folder / "film.mkv.xmp"));
    const auto read = read_credentials(folder / "film.mkv");
    ASSERT_OK(read);
    EXPECT_EQ(*read, sample_credentials());
}

TEST(Credentials, OfSequencesStandBesideThePattern) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "frames");
    for (const std::string name : {"frame.%06d.png", "frames", "frames/"}) {
        ASSERT_OK(write_credentials(folder / name, sample_credentials()));
        const auto read = read_credentials(folder / name);
        ASSERT_OK(read);
        EXPECT_EQ(*read, sample_credentials());
    }
    EXPECT_EQ(names_in(folder.path()),
              (std::vector<std::string>{"frame.%06d.png.xmp", "frames", "frames.xmp"}));
}

TEST(Credentials, OtherPropertiesStay) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const fs::path file = folder / "a.png";
    ASSERT_OK(media::write_picture(file, *test_picture(32, 32), media::PictureFormat::Png, 8));
    ASSERT_OK(write_credentials(file, sample_credentials()));
    const std::string marked = bytes_of(file);
    EXPECT_NE(marked.find("Iptc4xmpExt:DigitalSourceType"), std::string::npos);
    EXPECT_NE(marked.find("<?xpacket"), std::string::npos); // what scanners look for
}

TEST(Credentials, MissingOnesAreNotFound) {
    const TemporaryFolder folder;
    const auto none = read_credentials(folder / "none.mp4");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    ASSERT_OK(media::write_picture(folder / "plain.png", *test_picture(32, 32),
                                   media::PictureFormat::Png, 8));
    const auto plain = read_credentials(folder / "plain.png");
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().code, ErrorCode::NotFound);
}

TEST(Credentials, DamagedFilesEndInAnAnswer) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:duration=1 -c:v libx264 " +
                     quoted(folder / "a.mp4"));
    ASSERT_OK(media::write_picture(folder / "a.png", *test_picture(64, 48),
                                   media::PictureFormat::Png, 8));
    ASSERT_OK(media::write_picture(folder / "a.jpg", *test_picture(64, 48),
                                   media::PictureFormat::Jpeg, 8));
    for (const char* name : {"a.mp4", "a.png", "a.jpg"}) {
        ASSERT_OK(write_credentials(folder / name, sample_credentials()));
        const std::string whole = bytes_of(folder / name);
        for (int part = 0; part < 12; ++part) {
            ASSERT_OK(write_file(folder / "cut", whole.substr(0, whole.size() * part / 12)));
            static_cast<void>(read_credentials(folder / "cut"));
            std::string spoilt = whole;
            for (std::size_t at = static_cast<std::size_t>(part); at < spoilt.size(); at += 41) {
                spoilt[at] = static_cast<char>(spoilt[at] ^ 0x55);
            }
            ASSERT_OK(write_file(folder / "spoilt", spoilt));
            static_cast<void>(read_credentials(folder / "spoilt"));
        }
    }
    ASSERT_OK(write_file(folder / "b.mkv", "film"));
    ASSERT_OK(write_file(folder / "b.mkv.xmp", "no xmp"));
    const auto bad = read_credentials(folder / "b.mkv");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, ErrorCode::Corrupt);
    EXPECT_NE(bad.error().message.find("b.mkv.xmp"), std::string::npos);
}

TEST(Credentials, AFolderThatCannotBeWrittenIsNamed) {
    const TemporaryFolder folder;
    const Status status = write_credentials(folder / "none/film.mkv", sample_credentials());
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("none"), std::string::npos);
}

} // namespace
} // namespace kinovar::test
