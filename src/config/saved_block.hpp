// The block of values at the end of the main file, which SAVE_CONFIG rewrites.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "config/document.hpp"
#include "config/files.hpp"

namespace escapement::config {

// Values by section and option, in the order in which they came.
class SavedBlock {
  public:
    SavedBlock() = default;
    // What the block of a configuration that was read holds.
    explicit SavedBlock(const Document& document);

    // The lines of a longer value are separated by '\n'.
    void set(std::string_view section, std::string_view option, std::string value);
    // Returns false if there is no such section.
    bool remove(std::string_view section);

    bool empty() const { return sections_.empty(); }
    bool has(std::string_view section, std::string_view option) const;
    // As it stands in the file, header included.
    std::string text() const;

    using Options = std::vector<std::pair<std::string, std::string>>;
    const std::vector<std::pair<std::string, Options>>& sections() const { return sections_; }

  private:
    std::vector<std::pair<std::string, Options>> sections_;
};

// The main file's text with this block in place of the one it has, all else as it is; what is
// written above and also in the block becomes a comment.
std::string with_block(std::string_view text, const SavedBlock& block);

// Puts the block into the file of that path.  Fails without having changed anything when the result
// would not read back as it should; the error names the place and the remedy.  The file as it
// was stays under `backup`.
base::Result<void> save_block(const std::string& path,
                              const std::string& backup,
                              const SavedBlock& block,
                              ChangeableFiles& files);

}  // namespace escapement::config
