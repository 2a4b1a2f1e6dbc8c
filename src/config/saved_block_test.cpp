// Rewriting the block of saved values, and what becomes of everything above it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/saved_block.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "config/reader.hpp"

namespace escapement::config {
namespace {

constexpr const char* header =
    "#*# <---------------------- SAVE_CONFIG ---------------------->\n"
    "#*# DO NOT EDIT THIS BLOCK OR BELOW. The contents are auto-generated.\n"
    "#*#\n";

SavedBlock pid() {
    SavedBlock block;
    block.set("extruder", "control", "pid");
    block.set("extruder", "pid_kp", "22.2");
    return block;
}

TEST(SavedBlock, stands_below_everything_that_is_written) {
    EXPECT_EQ(with_block("[printer]\nkinematics: none\n\n\n", pid()),
              "[printer]\nkinematics: none\n\n" + std::string(header) +
                  "#*# [extruder]\n#*# control = pid\n#*# pid_kp = 22.2\n");
}

TEST(SavedBlock, takes_the_place_of_an_older_one) {
    SavedBlock more = pid();
    more.set("heater_bed", "pid_kp", "60");

    const auto text = with_block(with_block("[printer]\n", pid()), more);

    EXPECT_EQ(text,
              "[printer]\n\n" + std::string(header) +
                  "#*# [extruder]\n#*# control = pid\n#*# pid_kp = 22.2\n#*#\n"
                  "#*# [heater_bed]\n#*# pid_kp = 60\n");
}

TEST(SavedBlock, makes_comments_of_values_that_it_replaces) {
    const auto text = with_block(
        "[extruder]\n"
        "Control = watermark  # for now\n"
        "max_delta: 2\n"
        "[heater_bed]\ncontrol: watermark\n",
        pid());

    EXPECT_TRUE(
        text.starts_with("[extruder]\n"
                         "#Control = watermark  # for now\n"
                         "max_delta: 2\n"
                         "[heater_bed]\ncontrol: watermark\n"));
}

TEST(SavedBlock, makes_comments_of_all_lines_of_a_value) {
    SavedBlock block;
    block.set("bed_mesh default", "points", "\n1, 2\n3, 4");

    const auto text =
        with_block("[bed_mesh default]\npoints:\n  0, 0\n\n  0, 0\nversion: 1\n", block);

    EXPECT_TRUE(text.starts_with("[bed_mesh default]\n#points:\n#  0, 0\n\n#  0, 0\nversion: 1\n"));
    EXPECT_TRUE(text.ends_with("#*# [bed_mesh default]\n#*# points =\n#*# \t1, 2\n#*# \t3, 4\n"));
}

TEST(SavedBlock, is_read_back_as_it_was) {
    SavedBlock block = pid();
    block.set("bed_mesh default", "points", "\n1, 2\n3, 4");
    const MemoryFiles files(std::map<std::string, std::string>{
        {"printer.cfg", with_block("[printer]\nkinematics: none\n", block)}});

    const auto reading = read_config("printer.cfg", files);

    ASSERT_TRUE(reading.clean());
    EXPECT_EQ(SavedBlock(reading.document).sections(), block.sections());
}

TEST(SavedBlock, without_values_is_no_block) {
    EXPECT_EQ(with_block(with_block("[printer]\n", pid()), SavedBlock()), "[printer]\n");
}

TEST(SavedBlock, forgets_a_section) {
    SavedBlock block = pid();

    EXPECT_TRUE(block.remove("extruder"));
    EXPECT_FALSE(block.remove("extruder"));
    EXPECT_TRUE(block.empty());
}

TEST(SaveBlock, keeps_the_file_as_it_was_under_another_name) {
    MemoryFiles files(std::map<std::string, std::string>{{"printer.cfg", "[extruder]\n"}});

    ASSERT_TRUE(save_block("printer.cfg", "printer-1.cfg", pid(), files));

    EXPECT_EQ(*files.read("printer-1.cfg"), "[extruder]\n");
    EXPECT_TRUE(files.read("printer.cfg")->ends_with("#*# pid_kp = 22.2\n"));
}

TEST(SaveBlock, refuses_what_an_included_file_says_otherwise) {
    MemoryFiles files(
        {{"printer.cfg", "[include heat.cfg]\n"}, {"heat.cfg", "[extruder]\npid_kp: 5\n"}});

    const auto saved = save_block("printer.cfg", "printer-1.cfg", pid(), files);

    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().what,
              "SAVE_CONFIG section 'extruder' option 'pid_kp' conflicts with included value at "
              "heat.cfg:2; remove it there, then save again");
    EXPECT_EQ(*files.read("printer.cfg"), "[include heat.cfg]\n");
    EXPECT_FALSE(files.read("printer-1.cfg"));
}

TEST(SaveBlock, refuses_a_file_that_has_become_unreadable) {
    MemoryFiles files(std::map<std::string, std::string>{{"printer.cfg", "[extruder\n"}});

    const auto saved = save_block("printer.cfg", "printer-1.cfg", pid(), files);

    ASSERT_FALSE(saved);
    EXPECT_TRUE(saved.error().what.starts_with("printer.cfg:1: "));
}

class OnDisk : public ::testing::Test {
  protected:
    OnDisk() { std::filesystem::create_directory(folder); }
    ~OnDisk() override { std::filesystem::remove_all(folder); }
    static std::string content(const std::filesystem::path& path) {
        std::ifstream in(path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "saved_block_test";
};

TEST_F(OnDisk, replaces_a_file_and_keeps_its_rights_and_links) {
    const auto path = folder / "printer.cfg", link = folder / "link.cfg";
    std::ofstream(path) << "old";
    std::filesystem::permissions(path, std::filesystem::perms(0640));
    std::filesystem::create_symlink(path, link);

    ASSERT_TRUE(DiskFiles().replace(link, "new", folder / "backup.cfg"));

    EXPECT_EQ(content(path), "new");
    EXPECT_EQ(content(folder / "backup.cfg"), "old");
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0640));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 3);
}

TEST_F(OnDisk, leaves_a_file_alone_when_no_backup_can_be_made) {
    const auto path = folder / "printer.cfg";
    std::ofstream(path) << "old";

    const auto replaced = DiskFiles().replace(path, "new", folder / "none" / "backup.cfg");

    ASSERT_FALSE(replaced);
    EXPECT_TRUE(replaced.error().what.ends_with("backup.cfg: No such file or directory"));
    EXPECT_EQ(content(path), "old");
}

}  // namespace
}  // namespace escapement::config
