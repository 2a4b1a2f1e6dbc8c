// Keeps dictionaries as boards send them: compressed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_memory.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "escapement/flight_log.hpp"
#include "escapement/output_file.hpp"

namespace escapement::app {

namespace fs = std::filesystem;

// The name of a section may contain anything but a line's end.
std::string BoardMemory::path(const std::string& board) const {
    std::string name;
    for (const char character : board) name += character == '/' ? '_' : character;
    return fs::path(folder_) / (name + ".dictionary");
}

void BoardMemory::remember(const std::string& board, const wire::Dictionary& dictionary) const {
    if (folder_.empty()) return;
    const auto bytes = wire::write_dictionary(dictionary);
    std::error_code trouble;
    fs::create_directories(folder_, trouble);
    if (trouble) return;
    // Without it the board has to be there at the next start: no reason to stop now.
    static_cast<void>(write_file(path(board), {bytes.begin(), bytes.end()}));
}

std::optional<wire::Dictionary> BoardMemory::recall(const std::string& board) const {
    if (folder_.empty()) return std::nullopt;
    std::ifstream file(path(board), std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    auto dictionary = wire::read_dictionary(bytes);
    if (!dictionary) return std::nullopt;
    return *std::move(dictionary);
}

std::string usual_memory_folder(const std::string& config_file) {
    const auto recording = usual_flight_path(config_file);
    return recording.empty() ? "" : fs::path(recording).replace_extension(".boards").string();
}

}  // namespace escapement::app
