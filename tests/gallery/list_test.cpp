#include "core/gallery/csv.h"
#include "core/gallery/gallery_list.h"
#include "tests/support/support.h"

#include <fstream>

namespace kinovar::gallery {
namespace {

using test::TemporaryFolder;

void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string error_of(const std::string& list) {
    const auto entries = entries_from_csv(list, "/portraits");
    return entries ? "no error" : entries.error().one_line();
}

TEST(GalleryList, CommasSemicolonsQuotesAndByteOrderMarks) {
    for (const std::string text :
         {"file,name,years,caption\r\na.jpg,\"Petrov, Ivan\",1921-1943,\"said \"\"no\"\"\"\r\n",
          "\xEF\xBB\xBF"
          "file;name;years;caption\na.jpg;Petrov, Ivan;1921-1943;\"said \"\"no\"\"\"\n\n",
          "file,name,years,caption\ra.jpg,\"Petrov, Ivan\",1921-1943,\"said \"\"no\"\"\""}) {
        const auto entries = entries_from_csv(text, "/portraits");
        ASSERT_OK(entries);
        ASSERT_EQ(entries->size(), 1U);
        const Entry& entry = entries->front().entry;
        EXPECT_EQ(entry.file, "/portraits/a.jpg");
        EXPECT_EQ(entry.name, "Petrov, Ivan");
        EXPECT_EQ(entry.years, "1921-1943");
        EXPECT_EQ(entry.caption, "said \"no\"");
        EXPECT_EQ(entries->front().line, 2);
    }
}

TEST(GalleryList, AQuotedCellMayHoldLinesAndTheNextRowKnowsItsOwn) {
    const auto entries =
        entries_from_csv("caption,file\n\"two\nlines\",a.jpg\nthird,/far/b.jpg\n", "x");
    ASSERT_OK(entries);
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[0].entry.caption, "two\nlines");
    EXPECT_EQ((*entries)[0].entry.file, "x/a.jpg");
    EXPECT_EQ((*entries)[1].line, 4);
    EXPECT_EQ((*entries)[1].entry.file, "/far/b.jpg");
}

TEST(GalleryList, ErrorsNameLineAndColumn) {
    EXPECT_NE(error_of("file,nome\na.jpg,x\n").find("line 1, column 'nome'"), std::string::npos);
    EXPECT_NE(error_of("name\nx\n").find("line 1, column file"), std::string::npos);
    EXPECT_NE(error_of("file,file\na,b\n").find("twice"), std::string::npos);
    EXPECT_NE(error_of("file,name\na.jpg,x\n,y\n").find("line 3, column file"), std::string::npos);
    EXPECT_NE(error_of("file,name\na.jpg,x\n./a.jpg,y\n").find("line 3, column file"),
              std::string::npos);
    EXPECT_NE(error_of("file,name\na.jpg,x,y\n").find("line 2, column 3"), std::string::npos);
    EXPECT_NE(error_of("file\n\"a.jpg\n").find("line 2"), std::string::npos);
    EXPECT_NE(error_of("file,name\na.jpg,\xCF\xE5\xF2\n").find("line 2"), std::string::npos);
    EXPECT_NE(error_of("").find("empty"), std::string::npos);
    EXPECT_NE(error_of("file\n").find("no line"), std::string::npos);
}

TEST(GalleryList, NamesOfFilesBecomeCaptions) {
    const auto expect = [](const char* file, const char* name, const char* years) {
        const Entry entry = entry_of_file(file);
        EXPECT_EQ(entry.name, name) << file;
        EXPECT_EQ(entry.years, years) << file;
    };
    expect("Ivan Petrov 1921-1943.jpg", "Ivan Petrov", "1921–1943");
    expect("Ivan_Petrov_(1921–1943).png", "Ivan Petrov", "1921–1943");
    expect("012. Иван Петров, 1921 - 1943.tif", "Иван Петров", "1921–1943");
    expect("Anna 1900.jpg", "Anna", "1900");
    expect("scan0012.jpg", "scan0012", "");
    expect("Unit 2.jpg", "Unit 2", "");
    expect("1943.jpg", "", "1943");
}

TEST(GalleryList, FoldersAreReadInNaturalOrder) {
    const TemporaryFolder folder;
    for (const char* name : {"10 Ten.jpg", "2 Two.jpg", "notes.txt", ".hidden.jpg"}) {
        write(folder / name, "");
    }
    const auto entries = read_gallery(folder.path());
    ASSERT_OK(entries);
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[0].name, "Two");
    EXPECT_EQ((*entries)[1].name, "Ten");
}

TEST(GalleryList, MissingFilesAreNamedWithTheirLine) {
    const TemporaryFolder folder;
    write(folder / "a.jpg", "");
    write(folder / "list.csv", "file,name,consent\na.jpg,A,\nb.jpg,B,\n");
    const auto entries = read_gallery(folder / "list.csv");
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().code, ErrorCode::NotFound);
    EXPECT_NE(entries.error().message.find("list.csv: line 3, column file"), std::string::npos)
        << entries.error().message;
    write(folder / "list.csv", "file,name,consent\na.jpg,A,c.json\n");
    const auto consent = read_gallery(folder / "list.csv");
    ASSERT_FALSE(consent);
    EXPECT_NE(consent.error().message.find("line 2, column consent"), std::string::npos);
}

TEST(GalleryList, WhatIsNoUtf8IsTold) {
    EXPECT_TRUE(is_utf8("Иван \xF0\x9F\x98\x80"));
    for (const char* wrong : {"\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"}) {
        EXPECT_FALSE(is_utf8(wrong));
    }
}

} // namespace
} // namespace kinovar::gallery
